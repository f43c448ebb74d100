/* Files for a proof: chosen, dropped, pasted or photographed, sent at once and in pieces, so that a
   broken link costs one piece. The plain form stays for whoever has no script. */
(() => {
  const say = (box, words) => {
    box.querySelector(".upload-state").textContent = words;
  };

  /* The proof as the server shows it once the file is whole; "" where it cannot be sent. */
  const send = async (box, file) => {
    const { url, slot, waiting } = box.dataset;
    const said = await window.tilikPieces.send(file, {
      place: `${url} ${slot}`,
      findAddress: (uuid) => `${url}unggah/${uuid}/?slot=${encodeURIComponent(slot)}`,
      headers: { "Upload-Form": "part" in box.dataset ? "1" : "0" },
      isLast: (answer) => typeof answer === "string",
      tell: (words) => say(box, words),
      waiting,
    });
    return said ?? "";
  };

  const take = async (box, files) => {
    const slot = box.closest(".slot");
    const pages = [];
    for (const file of files) {
      say(box, `${file.name} …`);
      pages.push(await send(box, file));
    }
    const page = pages.filter(Boolean).pop();
    if (!page) return say(box, box.dataset.failed);
    const fresh = document.createElement("template");
    fresh.innerHTML = page.trim();
    const made = fresh.content.firstElementChild;
    const errors = pages.flatMap((each) => [...new DOMParser().parseFromString(each, "text/html").querySelectorAll(".error-text")]);
    for (const error of made.querySelectorAll(".error-text")) error.remove();
    made.querySelector("[data-add]")?.before(...errors);
    const input = made.querySelector(".file-input");
    const before = slot.querySelector(".file-input");
    if (input && before) made.querySelector(".file-button").htmlFor = input.id = before.id;
    made.id = slot.id;
    slot.replaceWith(made);
    wire(made.querySelector("[data-add]"));
    if (window.htmx) window.htmx.process(made);
    input?.focus();
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

  for (const box of document.querySelectorAll("[data-add]")) wire(box);
  document.addEventListener("htmx:afterSettle", () => {
    for (const box of document.querySelectorAll("[data-add]:not(.is-live)")) wire(box);
    for (const shown of document.querySelectorAll(".no-script")) shown.hidden = true;
  });
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
