/* Files for a proof: chosen, dropped, pasted or photographed, sent at once and in pieces, so that a
   broken link costs one piece. The plain form stays for whoever has no script. */
(() => {
  const PIECE = 256 * 1024;
  const TRIES = 8;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const say = (box, words) => {
    box.querySelector(".upload-state").textContent = words;
  };

  /* The same file chosen again, even after the tab was closed, goes on where it ended. */
  const makeUuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs TLS
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const remember = (box, file) => {
    const { url, slot } = box.dataset;
    const key = `tilik ${url} ${slot} ${file.name} ${file.size} ${file.lastModified}`;
    let uuid = localStorage.getItem(key);
    if (!uuid) localStorage.setItem(key, (uuid = makeUuid()));
    return { address: `${url}unggah/${uuid}/?slot=${encodeURIComponent(slot)}`, forget: () => localStorage.removeItem(key) };
  };

  const pause = (seconds) =>
    new Promise((go) => {
      setTimeout(go, seconds * 1000);
      addEventListener("online", go, { once: true });
    });
  const post = (address, file, offset, isPart) =>
    fetch(address, {
      method: "POST",
      body: file.slice(offset, offset + PIECE),
      headers: {
        "Content-Type": "application/octet-stream",
        "X-CSRFToken": token(),
        "Upload-Form": isPart ? "1" : "0",
        "Upload-Offset": offset,
        "Upload-Length": file.size,
        "Upload-Name": encodeURIComponent(file.name),
      },
    });

  /* The proof as the server shows it once the file is whole; "" where it cannot be sent. */
  const send = async (box, file) => {
    const { address, forget } = remember(box, file);
    let offset = null;
    for (let tries = 0; tries < TRIES; ) {
      try {
        if (offset === null) offset = (await (await fetch(address)).json()).offset;
        const response = await post(address, file, offset, "part" in box.dataset);
        if (response.redirected || (!response.ok && response.status < 500 && response.status !== 409)) return "";
        if (response.status >= 500) throw new Error("server");
        if (response.status === 409) tries += 1;
        else tries = 0;
        if (!response.headers.get("Content-Type").startsWith("application/json")) {
          forget();
          return response.text();
        }
        offset = (await response.json()).offset;
        say(box, `${file.name}: ${Math.floor((100 * offset) / file.size)} %`);
      } catch {
        tries += 1;
        offset = null;
        say(box, `${file.name}: ${box.dataset.waiting}`);
        await pause(Math.min(30, 2 ** tries / 2));
      }
    }
    return "";
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
