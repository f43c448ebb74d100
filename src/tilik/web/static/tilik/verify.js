/* Keys for the evaluator's sheet; every card works without them. */
(() => {
  const cards = [...document.querySelectorAll(".check")];
  if (!cards.length) return;
  for (const hint of document.querySelectorAll(".keys")) hint.hidden = false;

  const find = () => {
    const held = document.activeElement.closest?.(".check");
    return held || cards.find((card) => card.getBoundingClientRect().bottom > 80) || cards[0];
  };
  const go = (card) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches?.("textarea, select, input:not([type=radio])");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const card = find();
    const place = cards.indexOf(card);
    const key = event.key.toLowerCase();
    if (key === "n") go(cards[place + 1]);
    else if (key === "p") go(cards[place - 1]);
    else if (key === "r") card.querySelector("[name=remark]")?.focus();
    else {
      const choice = card.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
      if (!choice || choice.disabled) return;
      choice.checked = true;
      card.focus({ preventScroll: true });
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
    event.preventDefault();
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const state = document.getElementById(event.detail.target.id); // the target itself is gone by now
    if (state?.dataset.item) state.closest(".check").classList.toggle("is-done", state.dataset.done === "yes");
  });
})();
