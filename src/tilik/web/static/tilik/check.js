/* Keys for one indicator across all units; every line works without them, as one form. */
(() => {
  const lines = [...document.querySelectorAll(".check-line")];
  const help = document.getElementById("keys");
  if (help) help.hidden = false;
  for (const button of document.querySelectorAll("[data-plain]")) button.hidden = true;

  const find = () => {
    const held = document.activeElement.closest?.(".check-line");
    return held || lines.find((line) => line.getBoundingClientRect().bottom > 80) || lines[0];
  };
  const go = (line) => {
    if (!line) return;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  };
  const choose = (line, level) => {
    const choice = line.querySelector(`input[data-key="${CSS.escape(level)}"]`);
    if (!choice || choice.disabled) return false;
    choice.checked = true;
    line.focus({ preventScroll: true });
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  const leave = (id) => document.getElementById(id)?.click();
  const open = (line) => line.querySelector("[data-open]")?.click();
  const giveBack = (line) => {
    const box = document.getElementById("return");
    if (!box) return;
    line.querySelector("[name=pick]").checked = true;
    box.open = true;
    document.getElementById("reason").focus();
  };
  const acts = {
    n: (line) => go(lines[lines.indexOf(line) + 1]),
    p: (line) => go(lines[lines.indexOf(line) - 1]),
    a: (line) => line.dataset.suggested && choose(line, line.dataset.suggested),
    c: (line) => line.querySelector("textarea")?.focus(),
    r: giveBack,
    x: (line) => line.querySelector("[name=pick]")?.click(),
    enter: open,
    arrowright: () => leave("following"),
    arrowleft: () => leave("before"),
    "?": () => {
      if (!help) return;
      help.open = !help.open;
      if (help.open) help.scrollIntoView({ block: "nearest" });
    },
  };
  acts.arrowdown = acts.n;
  acts.arrowup = acts.p;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (event.key === "Escape" && target.matches?.(".line-remark")) return go(target.closest(".check-line"));
    const isTyping = target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
    const isControl = target.matches?.("a, button, summary") && event.key === "Enter";
    if (isTyping || isControl || !lines.length) return;
    const line = find();
    const act = acts[event.key.toLowerCase()];
    if (act) act(line);
    else if (!choose(line, event.key)) return;
    event.preventDefault();
  });

  /* A line opens in its place; the same link opens it on a page of its own. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.htmx) return;
    event.preventDefault();
    const line = link.closest(".check-line");
    const place = line.querySelector(".line-open");
    if (place.childElementCount) place.replaceChildren();
    else window.htmx.ajax("GET", link.getAttribute("href").split("#")[0], { target: place, swap: "innerHTML" });
    go(line);
  });

  /* What did not reach the server is not shown as kept. */
  const warn = (event) => {
    const state = event.target.closest?.(".check-line")?.querySelector(".line-state");
    if (!state) return;
    const words = Object.assign(document.createElement("p"), { className: "error-text" });
    words.textContent = document.getElementById("lines").dataset.unsaved;
    state.querySelector(".saved, .error-text")?.remove();
    state.append(words);
  };
  document.addEventListener("htmx:sendError", warn);
  document.addEventListener("htmx:responseError", warn);

  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const state = document.getElementById(event.detail.target.id); // the target itself is gone by now
    if (state?.dataset.line) state.closest(".check-line").classList.toggle("is-done", state.dataset.done === "yes");
  });
})();
