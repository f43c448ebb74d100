// The survey without a signal: what was answered stays on the page; sent twice, it counts once.
"use strict";
const form = document.querySelector("[data-survey]");
if (form) {
  const button = form.querySelector(".send"), note = form.querySelector(".offline");
  const isKiosk = form.hasAttribute("data-kiosk");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    note.hidden = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = document.querySelector("main"), after = page.querySelector("main");
      if (after.querySelector("[data-survey]")) {
        form.querySelectorAll(".ask").forEach((ask) => {
          const found = after.querySelector("#" + CSS.escape(ask.id || "x"));
          if (found) ask.className = found.className;
        });
        document.querySelectorAll(".error-summary").forEach((each) => each.remove());
        after.querySelectorAll(".error-summary").forEach((each) => form.before(each));
        const gaps = after.querySelector(".skip-gaps"), own = form.querySelector(".skip-gaps");
        if (gaps && !own) note.before(gaps);
        button.disabled = false;
        const summary = document.querySelector(".error-summary");
        if (summary) { summary.scrollIntoView(); summary.focus(); }
        return;
      }
      before.replaceWith(after);
      document.title = page.title;
      scrollTo(0, 0);
      after.focus();
      if (isKiosk) setTimeout(() => location.reload(), 15000);
    } catch (error) {
      note.hidden = false;
      button.disabled = false;
    }
  });
  if (isKiosk) {
    let idle;
    const begin = () => { clearTimeout(idle); idle = setTimeout(() => location.reload(), 90000); };
    ["input", "click", "keydown", "scroll"].forEach((kind) => addEventListener(kind, begin, { passive: true }));
    form.reset();
  }
}
