/* An offline pack, sent in pieces as soon as it is chosen; the plain form stays without script. */
(() => {
  for (const form of document.querySelectorAll("[data-pack]")) {
    const state = form.querySelector(".upload-state");
    const input = form.querySelector("input[type=file]");
    const tell = (words) => {
      state.textContent = words;
    };
    form.addEventListener("submit", async (event) => {
      const file = input.files[0];
      if (!file) return;
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      tell(`${file.name} …`);
      const said = await window.tilikPieces.send(file, {
        place: form.dataset.pack,
        findAddress: (uuid) => `${form.dataset.pack}unggah/${uuid}/`,
        isLast: (answer) => !("offset" in answer),
        tell,
        waiting: form.dataset.waiting,
      });
      button.disabled = false;
      if (said?.go) location.assign(said.go);
      else tell(said?.error ?? form.dataset.failed);
    });
  }
})();
