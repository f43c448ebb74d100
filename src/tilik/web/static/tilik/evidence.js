/* Files for a proof: chosen, dropped, pasted or photographed, and sent at once; the plain form stays. */
(() => {
  const boxes = () => document.querySelectorAll("[data-add]");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  const say = (box, words) => {
    box.querySelector(".upload-state").textContent = words;
  };

  const send = async (box, file) => {
    const form = new FormData();
    form.append("slot", box.dataset.slot);
    form.append("file", file, file.name);
    const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
    const response = await fetch(box.dataset.url, { method: "POST", body: form, headers });
    return response.ok || response.status === 409 ? response.text() : "";
  };

  const take = async (box, files) => {
    const slot = box.closest(".slot");
    let page = "";
    for (const file of files) {
      say(box, `${file.name} …`);
      page = (await send(box, file).catch(() => "")) || page;
    }
    if (!page) return say(box, box.dataset.failed);
    const fresh = document.createElement("template");
    fresh.innerHTML = page.trim();
    const made = fresh.content.firstElementChild;
    made.id = slot.id;
    slot.replaceWith(made);
    wire(made.querySelector("[data-add]"));
    if (window.htmx) window.htmx.process(made);
    made.querySelector("input[type=file]")?.focus();
  };

  const wire = (box) => {
    if (!box) return;
    const slot = box.closest(".slot");
    box.classList.add("is-live");
    for (const shown of box.querySelectorAll(".camera, .drop-hint")) shown.hidden = false;
    box.addEventListener("change", (event) => {
      if (event.target.type !== "file") return;
      event.stopPropagation(); // the form around it keeps answers, not files
      const files = [...event.target.files];
      event.target.value = "";
      take(box, files);
    });
    slot.addEventListener("dragover", (event) => {
      event.preventDefault();
      slot.classList.add("is-over");
    });
    slot.addEventListener("dragleave", () => slot.classList.remove("is-over"));
    slot.addEventListener("drop", (event) => {
      event.preventDefault();
      slot.classList.remove("is-over");
      take(box, [...event.dataTransfer.files]);
    });
  };

  for (const box of boxes()) wire(box);
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files || [])];
    const held = document.activeElement?.closest?.(".slot");
    const box = (held || document).querySelector("[data-add]");
    if (!files.length || !box) return;
    event.preventDefault();
    take(box, files);
  });
  for (const shown of document.querySelectorAll(".no-script")) shown.hidden = true;
})();
