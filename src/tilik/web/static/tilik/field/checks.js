/* One indicator a screen: what the unit says, what is seen, the level that comes of it, the finding. */
(() => {
  const { make, say, store, views, rules } = Field;
  const NONE = "-";
  const REST = 700;

  /* What stands on a question: the pack's answer, or a later one of this phone; with what it rests on. */
  const stand = (entries, form, item, packed) => {
    const found = { ...packed, clash: null };
    for (const each of entries) {
      if (each.kind !== "answer" || each.form !== form || each.item !== item) continue;
      const isKnown = store.isKnown(each);
      if (isKnown && each.revision < (packed.base ?? 0)) continue;
      Object.assign(found, { value: each.value, remark: each.remark, state: each.state, words: each.words });
      if (isKnown) found.base = each.revision;
      if (each.state === "conflict" && !each.isSettled) found.clash = each;
      else if (isKnown) found.clash = null;
    }
    return found;
  };
  const isTroubled = (each) => (each.state === "conflict" && !each.isSettled) || each.state === "refused";
  const isEmpty = (value) => value === null || value === undefined || value === "";
  const isEqual = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

  const sayValue = (field, value) => {
    if (isEmpty(value)) return say("not-answered");
    const titles = new Map(field.choices);
    if (Array.isArray(value)) return value.map((each) => titles.get(each) || each).join(", ") || titles.get(NONE);
    return titles.get(String(value)) || String(value);
  };

  /* The inputs of a question; `read` gives the value as it is stored. */
  const makeInputs = (field, name, value, changed) => {
    if (!field.choices.length) {
      const type = field.kind === "date" ? "date" : "text";
      const input = make("input", { type, class: "short", value: value ?? "", "aria-label": field.title, inputmode: field.kind === "number" ? "decimal" : undefined, oninput: () => changed() });
      return { nodes: [make("span", { class: "measured" }, input, field.measure ? make("span", { class: "soft" }, field.measure) : null)], read: () => input.value.trim() || null,
        write: (next) => { input.value = next ?? ""; } };
    }
    const isMany = field.kind === "choices";
    const inputs = field.choices.map(([code]) => make("input", { type: isMany ? "checkbox" : "radio", name, value: code, "data-code": code, onchange: (event) => changed(event) }));
    const write = (next) => {
      for (const input of inputs) {
        input.checked = isMany ? (Array.isArray(next) && (next.includes(input.value) || (!next.length && input.value === NONE))) : !isEmpty(next) && input.value === String(next);
      }
    };
    write(value);
    const read = () => {
      const chosen = inputs.filter((each) => each.checked).map((each) => each.value);
      if (!isMany) return chosen[0] ?? null;
      if (chosen.includes(NONE)) return [];
      return chosen.length ? chosen : null;
    };
    const tidy = (event) => { // "none of these" and the others shut each other out
      if (!isMany || !event?.target.checked) return;
      for (const input of inputs) if ((event.target.value === NONE) !== (input.value === NONE)) input.checked = false;
    };
    return { nodes: inputs.map((input, n) => make("label", { class: "choice" }, input, make("span", {}, field.choices[n][1]))), read, write, tidy };
  };

  const makeClash = (clash, field, again) => {
    const choose = async (isMine) => {
      const newest = (await store.listEntries(clash.visit)).filter((each) => each.form === clash.form && each.item === clash.item && each.kind === "answer").at(-1);
      const { form, item, theirs } = clash;
      const mine = views.begin(clash.visit, "answer", { form, item, value: newest.value, remark: newest.remark, base: theirs.revision, isChoice: true });
      const kept = views.begin(clash.visit, "answer", { form, item, value: theirs.value, remark: theirs.remark, revision: theirs.revision, state: "adopted", tried: true, isChoice: true });
      const held = (await store.listEntries(clash.visit)).filter((each) => each.isHeld && each.form === form && each.item === item);
      if (!(await views.keep(isMine ? mine : kept))) return;
      await store.change(held.filter((each) => each.n !== mine.n).map((each) => each.n), () => null);
      await store.change([clash.n], () => ({ isSettled: true }));
      again();
    };
    return make("div", { class: "note note-warning clash" }, make("div", {},
      make("p", {}, make("b", {}, say("clash", { who: clash.theirs.who, at: Field.moment(clash.theirs.at) }))),
      make("p", {}, `${say("theirs")}: ${clash.theirs.words}${clash.theirs.remark ? ` (${clash.theirs.remark})` : ""}`),
      make("p", {}, `${say("mine")}: ${sayValue(field, clash.value)}${clash.remark ? ` (${clash.remark})` : ""}`),
      make("p", { class: "actions" },
        make("button", { type: "button", class: "button small", onclick: () => choose(true) }, say("keep-mine")),
        make("button", { type: "button", class: "button small second", onclick: () => choose(false) }, say("keep-theirs")))));
  };

  const showIndicator = async (visit, n) => {
    const indicator = visit.indicators[n];
    const entries = await store.listEntries(visit.id);
    const standing = stand(entries, indicator.form, indicator.code, indicator);
    const asked = new Map();
    const level = make("div", { class: "card level", "aria-live": "polite" });
    const stored = make("p", { class: "saved", role: "status" });

    const keep = async (field, value, remark, base, more = {}) => {
      const entry = views.begin(visit.id, "answer", { form: field.form, item: field.item || field.code, value, remark, base, ...more });
      if (await views.keep(entry)) stored.textContent = say("kept-on-phone", { at: Field.clock() });
    };

    /* ---- the questions of the claim ---- */
    const questions = indicator.questions.map((question) => {
      const now = stand(entries, question.form, question.code, { value: question.seen, remark: question.note, base: question.base });
      const part = { question, now, box: null };
      const save = () => {
        const value = part.inputs.read();
        if (isEqual(value, now.value)) return;
        now.value = value;
        keep(question, value, now.remark || "", now.base);
        judge();
      };
      part.inputs = makeInputs(question, `q-${question.form}-${question.code}`, now.value, (event) => { part.inputs.tidy?.(event); save(); });
      part.same = () => { if (isEmpty(now.value) && !isEmpty(question.claimed)) { part.inputs.write(question.claimed); save(); } };
      part.box = make("fieldset", { class: "seen" }, make("legend", {}, `${question.code} ${question.title}`),
        question.help ? make("p", { class: "hint" }, question.help) : null,
        make("p", { class: "claimed" }, make("span", { class: "side-paper" }, "■ "), say("unit-says", { value: question.claimedWords }), question.claimedNote ? make("small", { class: "soft" }, ` ${question.claimedNote}`) : null),
        now.clash ? makeClash(now.clash, question, Field.refresh) : null, part.inputs.nodes);
      asked.set(question.code, part);
      return part;
    });
    const sameAll = questions.length ? make("button", { type: "button", class: "button second small", onclick: () => { for (const part of questions) if (!part.box.hidden) part.same(); } }, Field.views.icon("check"), say("as-claimed")) : null;

    /* ---- the level of the rule ---- */
    const everyQuestion = [...visit.indicators.flatMap((each) => each.questions), ...(visit.others || [])];
    const value = (question) => {
      const part = asked.get(question.code);
      if (part?.question.form === question.form) return isEmpty(part.now.value) ? question.claimed : part.now.value;
      const found = stand(entries, question.form, question.code, { value: question.seen, base: question.base });
      return isEmpty(found.value) ? question.claimed : found.value;
    };
    let suggestion = null;
    const judge = () => {
      const lookUp = (form) => rules.makeLookup(everyQuestion.filter((each) => each.form === form), value);
      for (const { question, box } of questions) {
        box.hidden = question.when ? rules.holds(question.when, lookUp(question.form)) === false : false;
      }
      suggestion = indicator.rule ? rules.suggest(indicator.rule, lookUp(indicator.rule.form)) : null;
      for (const label of finding.nodes) label.classList.toggle("is-suggested", Boolean(suggestion?.level) && label.querySelector("input")?.value === suggestion.level);
      level.replaceChildren(make("h2", {}, say("level-seen")), ...sayLevel(suggestion));
      mind();
    };
    const sayLevel = (found) => {
      if (!found) return [make("p", { class: "soft" }, say("no-rule"))];
      if (found.level !== null) return [make("p", {}, make("b", { class: "level-now" }, say("level", { level: found.level })), " ", make("span", { class: "soft" }, (new Map(indicator.choices).get(found.level) || "").replace(/^\S+ – /, "")))];
      if (found.decide) return [make("p", {}, say("rule-silent", { note: found.decide }))];
      const range = found.low !== null && found.low !== found.high ? say("level-between", { low: found.low, high: found.high }) : say("level-unknown");
      return [make("p", {}, range), found.missing.length ? make("p", { class: "hint" }, say("still-open", { items: found.missing.join(", ") })) : null].filter(Boolean);
    };

    /* ---- the finding ---- */
    const remark = make("textarea", { rows: "3", id: "remark", value: standing.remark || "", oninput: () => { clearTimeout(timer); timer = setTimeout(save, REST); }, onchange: () => save() });
    let timer = 0;
    const owed = make("p", { class: "error-text", role: "status" });
    const owesRemark = (chosen) => !isEmpty(chosen) && suggestion && !remark.value.trim() &&
      (Boolean(suggestion.decide) || (suggestion.level !== null && String(chosen) !== suggestion.level));
    const mind = () => { owed.textContent = owesRemark(finding.read()) ? say("write-why") : ""; };
    const save = () => {
      clearTimeout(timer);
      const chosen = finding.read();
      mind();
      const state = owesRemark(chosen) ? "draft" : "waiting";
      const isSame = isEqual(chosen, standing.value) && remark.value.trim() === (standing.remark || "") && standing.state !== "draft";
      if (isSame || (isEmpty(chosen) && isEmpty(standing.value) && !remark.value.trim())) return;
      Object.assign(standing, { value: chosen, remark: remark.value.trim(), state });
      keep(indicator, chosen, standing.remark, standing.base, { state });
    };
    const finding = makeInputs(indicator, "finding", standing.value, () => save());
    document.addEventListener("visibilitychange", save, { once: true });
    Field.leaving = save;
    /* After sending: only what somebody has to look at builds the screen anew. */
    const shown = new Set(entries.filter(isTroubled).map((each) => each.uuid));
    Field.renew = async () => {
      const mine = (each) => each.kind === "answer" && (asked.has(each.item) || each.item === indicator.code);
      if ((await store.listEntries(visit.id)).some((each) => mine(each) && isTroubled(each) && !shown.has(each.uuid))) Field.refresh();
    };
    judge();

    const step = (to, text, name) => to < 0 || to >= visit.indicators.length
      ? make("span", {}) : make("a", { class: "button second", href: `#/k/${visit.id}/periksa/${to}`, "aria-label": text }, Field.views.icon(name));
    return [
      views.back(`#/k/${visit.id}`, visit.unit),
      make("h1", {}, `${indicator.code} ${indicator.title}`),
      indicator.own ? make("p", { class: "lead" }, say("unit-level", { level: indicator.own })) : null,
      questions.length ? make("section", { class: "card" }, make("h2", {}, "▲ ", say("what-you-see")), sameAll, questions.map((part) => part.box)) : null,
      indicator.evidence.length ? make("details", { class: "plain" }, make("summary", {}, say("evidence-asked")), make("ul", {}, indicator.evidence.map((each) => make("li", {}, each)))) : null,
      level,
      make("section", { class: "card" },
        standing.clash ? makeClash(standing.clash, indicator, Field.refresh) : null,
        standing.state === "refused" ? make("p", { class: "note note-error" }, standing.words || say("is-refused")) : null,
        make("fieldset", {}, make("legend", {}, "▲ ", say("your-finding")), finding.nodes),
        make("div", { class: "field" }, make("label", { for: "remark" }, say("remark")), remark, owed),
        make("p", { class: "actions" }, make("a", { class: "button second small", href: `#/k/${visit.id}/photo/${n}` }, Field.views.icon("camera"), say("photo-here"))),
        stored),
      make("div", { class: "below" }, step(n - 1, say("back"), "chevron-left"), make("span", {}, `${n + 1}/${visit.indicators.length}`), step(n + 1, say("next"), "chevron-right")),
    ];
  };

  Field.checks = { showIndicator };
})();
