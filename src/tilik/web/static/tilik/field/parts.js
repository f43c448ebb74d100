/* Words, elements and times: the small parts every screen of the field page is made of. */
window.Field = {};
(() => {
  const words = new Map();
  for (const each of document.getElementById("words").content.querySelectorAll("[data-word]")) {
    words.set(each.dataset.word, each.textContent);
  }

  /* The text of that name with its facts filled in. */
  Field.say = (name, facts = {}) => {
    const text = words.get(name);
    if (text === undefined) throw new Error(`no word for ${name}`);
    return text.replace(/\{(\w+)\}/g, (_all, key) => facts[key] ?? "");
  };

  /* An element; text is always text, never markup. */
  Field.make = (tag, facts = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "value" || name === "checked") made[name] = value;
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.flat(9).filter((each) => each !== null && each !== undefined && each !== ""));
    return made;
  };

  const two = (number) => String(number).padStart(2, "0");
  Field.clock = (at = new Date()) => {
    const when = new Date(at);
    return `${two(when.getHours())}${Field.say("clock-mark")}${two(when.getMinutes())}`;
  };
  Field.moment = (at) => {
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short" });
    return `${day.format(new Date(at))} ${Field.clock(at)}`;
  };

  /* Said to everybody: read aloud, and shown where the screen has room for it. */
  Field.tell = (text, isTrouble = false) => {
    const place = document.getElementById("told");
    place.replaceChildren(text);
    place.hidden = !text;
    place.className = isTrouble ? "note note-error" : "note note-success";
  };

  /* What went wrong on the phone itself, in words; what was kept stays kept. */
  Field.explain = (error) => {
    const isFull = error?.name === "QuotaExceededError" || error?.inner?.name === "QuotaExceededError";
    return Field.say(isFull ? "phone-full" : "phone-trouble", { what: error?.name || error });
  };

  Field.makeUuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };
})();
