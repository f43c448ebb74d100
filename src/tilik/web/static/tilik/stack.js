// A stack of paper as it is typed: a full row begins the next by itself, a bad one is told at once.
"use strict";
const form = document.querySelector("[data-stack]");
if (form) {
  const rows = form.querySelector("#rows"), state = form.querySelector("#stack-state");
  const most = Number(form.dataset.digits), allowed = form.dataset.allowed + "-";
  const [counted, bad, total] = state.dataset.words.split("|");
  const isGood = (line) => {
    const digits = line.split(/\s+/)[0];
    return digits.length === most && [...digits].every((sign) => allowed.includes(sign));
  };
  const tell = () => {
    const lines = rows.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const typing = rows.value.endsWith("\n") ? lines.length : lines.length - 1;
    const faulty = lines.findIndex((line, n) => n < typing && !isGood(line));
    const sum = lines.join(" ").split(/\s+/).filter((word) => word.length === most)
      .reduce((all, word) => all + [...word].reduce((n, sign) => n + (Number(sign) || 0), 0), 0);
    state.textContent = counted + lines.length + " · " + total + sum +
      (faulty >= 0 ? " · " + bad + (faulty + 1) : "");
    state.classList.toggle("error-text", faulty >= 0);
  };
  rows.addEventListener("input", tell);
  if (rows.value) tell();
}
