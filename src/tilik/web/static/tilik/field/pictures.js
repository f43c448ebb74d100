/* Photos scaled on the phone, with a brush that hides faces and numbers for good; signatures drawn. */
(() => {
  const { make, say } = Field;
  const SIDE = 1600;
  const THUMB = 96;
  const QUALITY = 0.8;
  const BLOCK = 24;
  const BRUSH = 20;
  const STEP = 16;
  const PLACE_PATIENCE = 10_000;

  const toBytes = (canvas, type) =>
    new Promise((resolve, reject) => {
      const take = async (blob) => (blob ? resolve({ bytes: await blob.arrayBuffer(), type }) : reject(new Error("no picture")));
      canvas.toBlob(take, type, QUALITY);
    });
  const makeThumb = (canvas) => {
    const small = document.createElement("canvas");
    const scale = THUMB / Math.max(canvas.width, canvas.height);
    [small.width, small.height] = [canvas.width, canvas.height].map((each) => Math.max(1, Math.round(each * scale)));
    small.getContext("2d").drawImage(canvas, 0, 0, small.width, small.height);
    return small.toDataURL("image/jpeg", 0.6);
  };

  /* The photo on a canvas, its longer side at most 1600 pixels, upright and without hidden data. */
  const scale = async (file) => {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = make("canvas", { tabindex: "0", class: "photo", role: "img", "aria-label": say("photo-canvas") });
    const factor = Math.min(1, SIDE / Math.max(image.width, image.height));
    [canvas.width, canvas.height] = [image.width, image.height].map((each) => Math.max(1, Math.round(each * factor)));
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return canvas;
  };

  const findPoint = (canvas, event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };

  /* Paints a square of the picture in its own mean colour, blocks wide: nothing can be read back. */
  const hide = (canvas, x, y) => {
    const pen = canvas.getContext("2d");
    const side = Math.max(BLOCK, Math.round(canvas.width / BRUSH / BLOCK) * BLOCK);
    const left = Math.floor((x - side / 2) / BLOCK) * BLOCK;
    const top = Math.floor((y - side / 2) / BLOCK) * BLOCK;
    for (let across = left; across <= left + side; across += BLOCK) {
      for (let down = top; down <= top + side; down += BLOCK) {
        const { data } = pen.getImageData(across, down, BLOCK, BLOCK);
        const sums = [0, 0, 0];
        for (let at = 0; at < data.length; at += 4) for (let c = 0; c < 3; c += 1) sums[c] += data[at + c];
        pen.fillStyle = `rgb(${sums.map((each) => Math.round((each * 4) / data.length)).join(" ")})`;
        pen.fillRect(across, down, BLOCK, BLOCK);
      }
    }
  };

  /* Lets the finger, the mouse or the arrow keys and the space bar hide parts of the photo. */
  const addBrush = (canvas) => {
    const pen = canvas.getContext("2d");
    const first = pen.getImageData(0, 0, canvas.width, canvas.height);
    let isDown = false;
    let at = [canvas.width / 2, canvas.height / 2];
    canvas.addEventListener("pointerdown", (event) => {
      isDown = true;
      canvas.setPointerCapture(event.pointerId);
      hide(canvas, ...findPoint(canvas, event));
    });
    canvas.addEventListener("pointermove", (event) => isDown && hide(canvas, ...findPoint(canvas, event)));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { isDown = false; });
    canvas.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
      const move = moves[event.key];
      if (move) at = [at[0] + move[0], at[1] + move[1]];
      else if (event.key === " ") hide(canvas, ...at);
      else return;
      event.preventDefault();
    });
    return () => pen.putImageData(first, 0, 0);
  };

  /* A sheet to sign on; `isEmpty` until somebody does. */
  const makePad = () => {
    const canvas = make("canvas", { width: 600, height: 240, class: "pad", role: "img", "aria-label": say("sign-here") });
    const pen = canvas.getContext("2d");
    const pad = { canvas, isEmpty: true };
    pad.clear = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      Object.assign(pen, { strokeStyle: "#12202b", lineWidth: 4, lineCap: "round", lineJoin: "round" });
      pad.isEmpty = true;
    };
    pad.clear();
    let isDown = false;
    canvas.addEventListener("pointerdown", (event) => {
      isDown = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...findPoint(canvas, event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!isDown) return;
      pen.lineTo(...findPoint(canvas, event));
      pen.stroke();
      pad.isEmpty = false;
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { isDown = false; });
    return pad;
  };

  /* Where the phone is, or null where nobody allows it or no satellite is seen. */
  const findPlace = () =>
    new Promise((resolve) => {
      if (!navigator.geolocation) return resolve(null);
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
        () => resolve(null),
        { enableHighAccuracy: true, timeout: PLACE_PATIENCE, maximumAge: 60_000 },
      );
    });

  Field.pictures = { scale, addBrush, hide, makePad, findPlace, toBytes, makeThumb };
})();
