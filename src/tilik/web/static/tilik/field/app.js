/* Finds the screen an address stands for, shows it, and says how the line is. */
(() => {
  const { make, say, store, sender, views } = Field;
  const main = document.getElementById("content");
  let turn = 0;

  const build = async () => {
    const [, first, id, kind, more] = location.hash.split("/");
    if (first === "terima") return views.showReceipts();
    if (first !== "k" || !store.isOpen()) return views.showVisits();
    const visit = await store.getVisit(id);
    if (!visit) return views.showVisits();
    document.getElementById("example").hidden = !visit.isExample;
    const n = Number(more);
    if (kind === "periksa" && visit.indicators[n]) return Field.checks.showIndicator(visit, n);
    if (views.KINDS.includes(kind)) return views.showKind(visit, kind, visit.indicators[n] && more !== "" ? n : undefined);
    return views.showVisit(visit);
  };

  /* Shows the screen again; a slower one that was asked for earlier never overtakes it. */
  Field.refresh = async () => {
    const mine = ++turn;
    let parts;
    Field.renew = null;
    try {
      document.getElementById("example").hidden = true;
      parts = await build();
    } catch (error) {
      parts = [make("h1", {}, say("visits")), make("p", { class: "note note-error" }, Field.explain(error))];
    }
    if (mine !== turn) return;
    main.replaceChildren(...parts.flat(3).filter(Boolean));
    showLine();
  };

  const showLine = async () => {
    const { line, login, person, apart, words } = sender.state;
    const entries = store.isOpen() ? await store.listEntries() : [];
    const n = entries.filter((each) => ["waiting", "draft"].includes(each.state)).length;
    document.getElementById("line").textContent = say({ on: "line-on", off: "line-off", login: "line-login" }[line] || "line-unknown");
    document.getElementById("line").className = `line is-${line}`;
    const button = document.getElementById("send");
    button.textContent = n ? say("send-n", { n }) : say("all-sent");
    button.disabled = !n;
    const notes = [];
    if (line === "login") notes.push(make("p", { class: "note note-warning" }, make("span", {}, say(n ? "log-in-to-send" : "log-in-to-carry"), " ", make("a", { href: login }, say("log-in")))));
    if (apart) notes.push(make("p", { class: "note note-warning" }, say("clock-wrong", { minutes: Math.round(apart / 60000) })));
    if (words) notes.push(make("p", { class: "note note-error" }, words));
    document.getElementById("notes").replaceChildren(...notes);
  };

  const go = async () => {
    Field.leaving?.();
    Field.leaving = null;
    Field.tell("");
    await Field.refresh();
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };

  document.getElementById("send").addEventListener("click", () => sender.send());
  document.addEventListener("field:line", showLine);
  document.addEventListener("field:sent", () => {
    // Where something is being entered, the screen stays as it is but for what must be seen.
    if (!Field.renew) return Field.refresh();
    showLine();
    return Field.renew();
  });
  window.addEventListener("hashchange", go);
  window.addEventListener("pagehide", () => Field.leaving?.());

  const start = async () => {
    const last = store.getLast();
    try {
      if (last) await store.open(last);
    } catch (error) {
      Field.tell(Field.explain(error), true);
    }
    await Field.refresh();
    if (navigator.serviceWorker) navigator.serviceWorker.register(document.body.dataset.worker, { scope: document.body.dataset.scope }).catch(() => {});
    else Field.tell(say("needs-tls"), true);
    await sender.send();
    if (!location.hash) Field.refresh();
  };
  start();
})();
