/* Small comforts; every page works without them. */
(() => {
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* The clipboard needs TLS; an office machine on plain http falls back to selecting. */
  const copy = async (area) => {
    area.focus();
    area.select();
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(area.value);
    if (!document.execCommand("copy")) throw new Error("copy refused");
  };
  const wire = (root) => {
    for (const button of root.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) return window.print();
    copy(document.getElementById(button.dataset.copy)).then(
      () => {
        button.querySelector("span").textContent = button.dataset.done;
        button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
      },
      () => {},
    );
  });
  /* One box ticks all boxes of a name; without script it is read on sending. */
  document.addEventListener("change", (event) => {
    const { form, name, dataset } = event.target;
    const list = (wanted) => [...form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(wanted)}"]`)];
    if (dataset.all) for (const box of list(dataset.all)) box.checked = event.target.checked;
    const all = form && name && form.querySelector(`[data-all="${CSS.escape(name)}"]`);
    if (all) all.checked = list(name).every((box) => box.checked);
  });
  /* What asks again every few seconds waits while somebody has typed into its place. */
  const isTyped = (field) => field.value !== field.defaultValue;
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const asksAgain = detail.requestConfig.elt.getAttribute("hx-trigger")?.startsWith("every");
    const fields = detail.target.querySelectorAll("textarea, input:not([type=checkbox], [type=radio])");
    if (asksAgain && [...fields].some(isTyped)) detail.shouldSwap = false;
  });
  wire(document);
  document.addEventListener("htmx:load", (event) => wire(event.target));
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
