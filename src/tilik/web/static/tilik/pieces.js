/* A file in pieces, so that a broken link costs one piece and not the file. */
window.tilikPieces = (() => {
  const PIECE = 256 * 1024;
  const TRIES = 8;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  /* The same file chosen again, even after the tab was closed, goes on where it ended. */
  const makeUuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs TLS
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const remember = (place, file) => {
    const key = `tilik ${place} ${file.name} ${file.size} ${file.lastModified}`;
    let uuid = localStorage.getItem(key);
    if (!uuid) localStorage.setItem(key, (uuid = makeUuid()));
    return { uuid, forget: () => localStorage.removeItem(key) };
  };

  const pause = (seconds) =>
    new Promise((go) => {
      setTimeout(go, seconds * 1000);
      addEventListener("online", go, { once: true });
    });
  const post = (address, file, offset, headers) =>
    fetch(address, {
      method: "POST",
      body: file.slice(offset, offset + PIECE),
      headers: {
        "Content-Type": "application/octet-stream",
        "X-CSRFToken": token(),
        "Upload-Offset": offset,
        "Upload-Length": file.size,
        "Upload-Name": encodeURIComponent(file.name),
        ...headers,
      },
    });

  /* The server's last answer, once it has all of the file; null where it cannot be sent.
     `place` tells the file apart on this phone, `findAddress` makes an address of its number. */
  const send = async (file, { place, findAddress, headers = {}, isLast, tell, waiting }) => {
    const { uuid, forget } = remember(place, file);
    const address = findAddress(uuid);
    let offset = null;
    for (let tries = 0; tries < TRIES; ) {
      try {
        if (offset === null) offset = (await (await fetch(address)).json()).offset;
        const response = await post(address, file, offset, headers);
        if (response.redirected || (!response.ok && response.status < 500 && response.status !== 409)) return null;
        if (response.status >= 500) throw new Error("server");
        if (response.status === 409) tries += 1;
        else tries = 0;
        const isJson = response.headers.get("Content-Type").startsWith("application/json");
        const said = isJson ? await response.json() : await response.text();
        if (isLast(said)) {
          forget();
          return said;
        }
        offset = said.offset;
        tell(`${file.name}: ${Math.floor((100 * offset) / file.size)} %`);
      } catch {
        tries += 1;
        offset = null;
        tell(`${file.name}: ${waiting}`);
        await pause(Math.min(30, 2 ** tries / 2));
      }
    }
    return null;
  };
  return { send };
})();
