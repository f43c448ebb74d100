/* The screens: visits, one visit, interviews, counts, notes, photos, attendance, receipts. */
(() => {
  const { make, say, store, sender, pictures } = Field;
  const icon = (name) => document.getElementById(`icon-${name}`).content.firstElementChild.cloneNode(true);
  const KINDS = ["staff", "user", "count", "note", "photo", "signature"];
  const SUBJECTS = { staff: "who", user: "who", count: "what", note: "text", photo: "caption", signature: "name" };

  /* An entry begun now; the phone's clock is only what the phone says. */
  const begin = (visit, kind, facts = {}) => ({
    uuid: Field.makeUuid(), visit, kind, state: "waiting", tried: false, saidAt: new Date().toISOString(), ...facts,
  });

  /* Keeps an entry on the phone and says so; on trouble says what happened and keeps the screen. */
  const keep = async (entry, file = null) => {
    try {
      await store.keep(entry, file);
    } catch (error) {
      Field.tell(Field.explain(error), true);
      return false;
    }
    Field.tell(say("kept-on-phone", { at: Field.clock() }));
    sender.send();
    return true;
  };

  const describe = (entry) => {
    if (entry.kind === "answer") return `${entry.form} ${entry.item}`;
    if (entry.kind === "withdraw") return "";
    return [entry.content[SUBJECTS[entry.kind]], entry.kind === "count" ? entry.content.number : ""].filter((each) => each !== "").join(": ");
  };
  const sayState = (entry) => {
    if (entry.state === "sent") return say("is-sent", { at: Field.moment(entry.serverAt) });
    if (entry.state === "refused") return entry.words || say("is-refused");
    return say({ conflict: "is-conflict", draft: "is-draft" }[entry.state] || "is-waiting");
  };

  /* What was entered here so far, each with the way to take it back. */
  const listKept = (entries, again) => {
    const withdrawn = new Set(entries.filter((each) => each.kind === "withdraw").map((each) => each.withdraws));
    const standing = entries.filter((each) => each.kind !== "withdraw" && each.state !== "adopted" && !withdrawn.has(each.uuid));
    if (!standing.length) return null;
    const takeBack = async (entry) => {
      if (!confirm(say("take-back-sure"))) return;
      if (entry.state === "refused" || store.isLocal(entry)) await store.change([entry.n], () => null);
      else await keep(begin(entry.visit, "withdraw", { withdraws: entry.uuid }));
      again();
    };
    return make("ul", { class: "kept" }, standing.map((entry) =>
      make("li", { class: `is-${entry.state}` },
        entry.thumb ? make("img", { src: entry.thumb, alt: "", width: 48 }) : null,
        make("span", {}, make("b", {}, describe(entry) || say(`kind-${entry.kind}`)), make("small", { class: "soft" }, sayState(entry))),
        make("button", { type: "button", class: "button small second", onclick: () => takeBack(entry) }, say("take-back")),
      )));
  };

  const back = (href, text) => make("p", { class: "hint" }, make("a", { href }, icon("arrow-left"), " ", text));
  const ask = (id, label, field, hint) =>
    make("div", { class: "field" }, make("label", { for: id }, label), hint ? make("p", { class: "hint" }, hint) : null, Object.assign(field, { id }));
  const progressOf = (visit, entries) => {
    const done = new Set(visit.indicators.filter((each) => each.value !== null).map((each) => `${each.form}:${each.code}`));
    for (const each of entries) {
      if (each.kind !== "answer" || !visit.indicators.some((one) => one.form === each.form && one.code === each.item)) continue;
      if (each.value) done.add(`${each.form}:${each.item}`);
      else done.delete(`${each.form}:${each.item}`);
    }
    return done.size;
  };

  /* ---- all visits ---- */
  const showVisits = async () => {
    const here = store.isOpen() ? await store.listVisits() : [];
    const there = sender.state.visits.filter((visit) => !here.some((each) => each.id === visit.id));
    document.getElementById("example").hidden = ![...here, ...there].some((each) => each.isExample);
    const rows = await Promise.all(here.map(async (visit) => [visit, await store.listEntries(visit.id)]));
    return [
      make("h1", {}, say("visits")),
      await showSpace(),
      here.length || there.length ? null : make("p", { class: "empty" }, say(sender.state.line === "on" ? "no-visits" : "no-visits-yet")),
      here.length ? make("h2", {}, say("on-this-phone")) : null,
      rows.map(([visit, entries]) =>
        make("article", { class: "card" },
          make("h3", {}, make("a", { href: `#/k/${visit.id}` }, visit.unit)),
          make("p", { class: "soft" }, [visit.round, say(`visit-${visit.kind}`), visit.day].filter(Boolean).join(" · ")),
          make("p", {}, say("n-checked", { done: progressOf(visit, entries), total: visit.indicators.length }), " · ",
            say("n-waiting", { n: entries.filter((each) => ["waiting", "draft"].includes(each.state)).length })),
          make("p", { class: "actions" },
            make("a", { href: `#/k/${visit.id}`, class: "button" }, say("open-visit")),
            make("button", { type: "button", class: "button second", onclick: () => drop(visit, entries) }, say("drop-visit"))))),
      there.length ? make("h2", {}, say("to-carry")) : null,
      there.map((visit) =>
        make("article", { class: "card" }, make("h3", {}, visit.unit),
          make("p", { class: "soft" }, [visit.round, say(`visit-${visit.kind}`), visit.day].filter(Boolean).join(" · ")),
          make("button", { type: "button", class: "button", onclick: () => carry(visit.id) }, icon("download"), say("carry-visit")))),
      make("p", {}, make("a", { href: "#/terima" }, say("receipts"))),
    ];
  };
  const carry = async (id) => {
    Field.tell(say("carrying"));
    try {
      const answer = await sender.call(`${id}/`);
      if (answer.status !== 200 || !answer.data) throw new Error(answer.data?.words || answer.status);
      await store.keepVisit({ ...answer.data, carriedAt: new Date().toISOString() });
      await navigator.storage?.persist?.();
      Field.tell(say("carried"));
      location.hash = `#/k/${id}`;
      Field.refresh();
    } catch (error) {
      Field.tell(error?.name === "QuotaExceededError" ? Field.explain(error) : say("not-carried"), true);
    }
  };
  const drop = async (visit, entries) => {
    if (entries.some((each) => ["waiting", "draft", "refused"].includes(each.state))) return Field.tell(say("not-dropped"), true);
    if (!confirm(say("drop-sure", { unit: visit.unit }))) return;
    await store.dropVisit(visit.id);
    Field.refresh();
  };
  const showSpace = async () => {
    if (!navigator.storage?.estimate) return null;
    const { usage, quota } = await navigator.storage.estimate();
    const isTight = quota && usage / quota > 0.9;
    const isSafe = await navigator.storage.persisted?.();
    if (!isTight && isSafe) return null;
    return make("p", { class: isTight ? "note note-warning" : "hint" }, say(isTight ? "space-tight" : "space-unsure"));
  };

  /* ---- one visit ---- */
  const showVisit = async (visit) => {
    const entries = await store.listEntries(visit.id);
    const count = (kind) => entries.filter((each) => each.kind === kind).length;
    const done = progressOf(visit, entries);
    const row = (href, text, more) => make("li", {}, make("a", { href: `#/k/${visit.id}/${href}` }, make("span", {}, text), make("span", { class: "soft" }, more), icon("chevron-right")));
    const troubled = entries.filter((each) => (each.state === "conflict" && !each.isSettled) || each.state === "refused").length;
    return [
      back("#/", say("visits")),
      make("h1", {}, visit.unit),
      make("p", { class: "lead" }, [visit.round, say(`visit-${visit.kind}`), visit.day].filter(Boolean).join(" · ")),
      troubled ? make("p", { class: "note note-warning" }, make("a", { href: "#/terima" }, say("n-troubled", { n: troubled }))) : null,
      make("ul", { class: "rows" },
        row("periksa/0", say("checklist"), `${done}/${visit.indicators.length}`),
        KINDS.map((kind) => row(kind, say(`many-${kind}`), String(count(kind))))),
      make("p", { class: "actions" },
        make("a", { href: "#/terima", class: "button second" }, say("receipts")),
        make("button", { type: "button", class: "button second", onclick: () => carry(visit.id) }, say("carry-again"))),
    ];
  };

  /* ---- what is not an answer ---- */
  const showKind = async (visit, kind, indicator) => {
    const form = FORMS[kind](visit, indicator);
    const list = make("div", {});
    const renew = async () => {
      const entries = await store.listEntries(visit.id);
      list.replaceChildren(listKept(entries.filter((each) => each.kind === kind || each.kind === "withdraw"), renew) || "");
    };
    Field.renew = renew;
    await renew();
    const home = indicator === undefined ? `#/k/${visit.id}` : `#/k/${visit.id}/periksa/${indicator}`;
    return [back(home, visit.unit), make("h1", {}, say(`many-${kind}`)), form, list];
  };
  const makeForm = (parts, button, submit) => {
    const form = make("form", { class: "card", novalidate: true }, parts, make("p", { class: "actions" }, make("button", { class: "button" }, button)));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const send = form.querySelector("button.button");
      send.disabled = true;
      if (await submit(form)) Field.refresh();
      send.disabled = false;
    });
    return form;
  };
  const demand = (field) => {
    if (field.value.trim()) return true;
    Field.tell(say("fill-first"), true);
    field.focus();
    return false;
  };

  const makeInterview = (kind, words) => (visit) => {
    const who = make("input", { maxlength: "100", autocomplete: "off" });
    const note = make("textarea", { rows: "3", maxlength: "4000" });
    const questions = visit.interviews[kind].map(({ code, title }) =>
      make("fieldset", {}, make("legend", {}, title), words.map((word) =>
        make("label", { class: "choice" }, make("input", { type: "radio", name: `q-${code}`, value: word }), make("span", {}, say(`heard-${word}`))))));
    return makeForm([ask("who", say(`who-${kind}`), who, say("no-names")), questions, ask("note", say("note"), note)], say("keep-interview"), async (form) => {
      const answers = {};
      for (const { code } of visit.interviews[kind]) answers[code] = form.elements[`q-${code}`].value;
      if (!Object.values(answers).some(Boolean) && !demand(note)) return false;
      return keep(begin(visit.id, kind, { content: { who: who.value, note: note.value, answers } }));
    });
  };
  const makeCount = (visit) => {
    const what = make("input", { maxlength: "200", autocomplete: "off" });
    const number = make("input", { type: "number", min: "0", max: "100000", value: "0", inputmode: "numeric", class: "short" });
    const step = (by) => make("button", { type: "button", class: "button second", "aria-label": say(by > 0 ? "one-more" : "one-less"),
      onclick: () => { number.value = Math.max(0, (parseInt(number.value, 10) || 0) + by); } }, by > 0 ? "+" : "−");
    const quick = visit.counts.map((text) => make("button", { type: "button", class: "button small second", onclick: () => { what.value = text; } }, text));
    return makeForm([ask("what", say("what-counted"), what), make("p", { class: "actions" }, quick),
      make("div", { class: "field" }, make("label", { for: "number" }, say("how-many")), make("div", { class: "counter" }, step(-1), Object.assign(number, { id: "number" }), step(1)))],
    say("keep-count"), async () => demand(what) && keep(begin(visit.id, "count", { content: { what: what.value, number: Math.trunc(Number(number.value)) || 0 } })));
  };
  const makeNote = (visit) => {
    const text = make("textarea", { rows: "5", maxlength: "4000" });
    const hint = visit.kind === "daring" ? say("note-online") : "";
    return makeForm([ask("text", say("note"), text, hint)], say("keep-note"), async () => demand(text) && keep(begin(visit.id, "note", { content: { text: text.value } })));
  };
  const makeSignature = (visit) => {
    const name = make("input", { maxlength: "200", autocomplete: "off" });
    const position = make("input", { maxlength: "200", autocomplete: "off" });
    const pad = pictures.makePad();
    const clear = make("button", { type: "button", class: "button small second", onclick: () => pad.clear() }, say("clear-pad"));
    return makeForm([ask("name", say("name"), name), ask("position", say("position"), position),
      make("div", { class: "field" }, make("p", { class: "label" }, say("sign-here")), make("p", { class: "hint" }, say("sign-on-paper")), pad.canvas, clear)],
    say("keep-signature"), async () => {
      if (!demand(name)) return false;
      const content = { name: name.value, position: position.value };
      if (pad.isEmpty) return keep(begin(visit.id, "signature", { content }));
      const file = await pictures.toBytes(pad.canvas, "image/png");
      return keep(begin(visit.id, "signature", { content, hasFile: true, thumb: pictures.makeThumb(pad.canvas) }), file);
    });
  };
  const makePhoto = (visit, indicator) => {
    const about = indicator === undefined ? {} : { form: visit.indicators[indicator].form, item: visit.indicators[indicator].code };
    const place = make("div", {});
    const pick = (id, label, more) => {
      const input = make("input", { type: "file", accept: "image/*", class: "unseen", id, ...more, onchange: () => input.files[0] && edit(input.files[0]) });
      return [input, make("label", { for: id, class: "button second" }, icon("camera"), label)];
    };
    const edit = async (file) => {
      let canvas;
      try {
        canvas = await pictures.scale(file);
      } catch {
        return Field.tell(say("no-picture"), true);
      }
      const restore = pictures.addBrush(canvas);
      const caption = make("input", { maxlength: "300", autocomplete: "off" });
      const withPlace = make("input", { type: "checkbox" });
      place.replaceChildren(makeForm([
        make("p", { class: "hint" }, say("hide-first")), canvas,
        make("p", { class: "actions" }, make("button", { type: "button", class: "button small second", onclick: restore }, say("unhide"))),
        ask("caption", say("caption"), caption),
        make("label", { class: "choice" }, withPlace, make("span", {}, say("with-place"))),
      ], say("keep-photo"), async () => {
        const found = withPlace.checked ? await pictures.findPlace() : null;
        const content = { caption: caption.value, ...(found ? { place: found } : {}) };
        const bytes = await pictures.toBytes(canvas, "image/jpeg");
        const isKept = await keep(begin(visit.id, "photo", { ...about, content, hasFile: true, thumb: pictures.makeThumb(canvas) }), bytes);
        if (isKept && withPlace.checked && !found) Field.tell(say("kept-without-place"));
        return isKept;
      }));
      canvas.focus();
    };
    return make("div", {}, indicator === undefined ? null : make("p", { class: "lead" }, visit.indicators[indicator].title),
      make("p", { class: "actions" }, pick("camera", say("take-photo"), { capture: "environment" }), pick("gallery", say("pick-photo"), {})), place);
  };
  const FORMS = {
    staff: makeInterview("staff", ["yes", "part", "no"]), user: makeInterview("user", ["right", "part", "wrong"]),
    count: makeCount, note: makeNote, photo: makePhoto, signature: makeSignature,
  };

  /* ---- receipts ---- */
  const showReceipts = async () => {
    const visits = new Map((store.isOpen() ? await store.listVisits() : []).map((each) => [each.id, each]));
    const all = store.isOpen() ? (await store.listEntries()).filter((each) => each.state !== "adopted") : [];
    document.getElementById("example").hidden = ![...visits.values()].some((each) => each.isExample);
    const again = async (entry) => {
      await store.change([entry.n], () => ({ state: "waiting", words: "", code: "" }));
      await sender.send();
      Field.refresh();
    };
    const place = (entry) => {
      const at = visits.get(entry.visit)?.indicators.findIndex((one) =>
        (one.form === entry.form && one.code === entry.item) || one.questions.some((q) => q.form === entry.form && q.code === entry.item));
      return entry.kind === "answer" && at >= 0 ? `#/k/${entry.visit}/periksa/${at}` : "";
    };
    const line = (entry) => make("li", { class: `is-${entry.state}` },
      entry.thumb ? make("img", { src: entry.thumb, alt: "", width: 48 }) : null,
      make("span", {}, make("b", {}, say(`kind-${entry.kind}`), " ", place(entry) ? make("a", { href: place(entry) }, describe(entry)) : describe(entry)),
        make("small", { class: "soft" }, [visits.get(entry.visit)?.unit, say("made-at", { at: Field.moment(entry.saidAt) }), sayState(entry)].filter(Boolean).join(" · "))),
      entry.state === "refused" ? make("button", { type: "button", class: "button small second", onclick: () => again(entry) }, say("try-again")) : null);
    const part = (title, entries) => [make("h2", {}, `${title} (${entries.length})`), entries.length ? make("ul", { class: "kept" }, entries.map(line)) : null];
    const isTrouble = (each) => each.state === "refused" || (each.state === "conflict" && !each.isSettled);
    return [
      back("#/", say("visits")), make("h1", {}, say("receipts")), make("p", { class: "lead" }, say("receipts-lead")),
      part(say("look-at"), all.filter(isTrouble)),
      part(say("waiting"), all.filter((each) => ["waiting", "draft"].includes(each.state))),
      part(say("sent"), all.filter((each) => each.state === "sent" || each.isSettled).reverse()),
    ];
  };

  Field.views = { showVisits, showVisit, showKind, showReceipts, begin, keep, back, icon, KINDS };
})();
