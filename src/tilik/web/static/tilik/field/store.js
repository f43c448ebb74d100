/* What the phone keeps: visits carried along, entries in the order they were made, pictures. */
(() => {
  const VERSION = 1;
  const LAST = "tilik-field-person";
  let base = null;

  const ask = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /* The database of one person; another account on the same phone has its own. */
  const open = async (person) => {
    if (base?.name === nameOf(person)) return;
    base?.close();
    const request = indexedDB.open(nameOf(person), VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("visits", { keyPath: "id" });
      const entries = request.result.createObjectStore("entries", { keyPath: "n", autoIncrement: true });
      entries.createIndex("visit", "visit");
      entries.createIndex("uuid", "uuid", { unique: true });
      request.result.createObjectStore("files", { keyPath: "uuid" });
    };
    base = await ask(request);
    base.onversionchange = () => base.close();
    localStorage.setItem(LAST, person);
  };
  const nameOf = (person) => `tilik-field-${person}`;

  /* Runs the work in one transaction that is on the disk, whole, before this resolves. */
  const write = (names, work) =>
    new Promise((resolve, reject) => {
      const change = base.transaction(names, "readwrite", { durability: "strict" });
      let result;
      change.oncomplete = () => resolve(result);
      change.onabort = () => reject(change.error || new Error("aborted"));
      const stores = Object.fromEntries(names.map((name) => [name, change.objectStore(name)]));
      work(stores).then(
        (found) => { result = found; },
        (error) => {
          try { change.abort(); } catch { /* it is over already */ }
          reject(error);
        },
      );
    });
  const read = (name, work) => work(base.transaction(name, "readonly").objectStore(name));

  const isSame = (a, b) => a.kind === "answer" && b.kind === "answer" && a.form === b.form && a.item === b.item;
  const isKnown = (entry) => entry.state === "sent" || entry.state === "adopted";
  const isLocal = (entry) => !entry.tried && ["waiting", "draft"].includes(entry.state);

  /* Keeps an entry, with its picture where it has one; a newer answer takes the place of one that
     never left the phone, so that typing makes no queue. It rests on the last one the server took;
     where a conflict waits for a choice, it waits, too. */
  const keep = (entry, file = null) =>
    write(["entries", "files"], async ({ entries, files }) => {
      const before = await ask(entries.index("visit").getAll(entry.visit));
      for (const each of before) {
        if (!isSame(each, entry)) continue;
        if (isLocal(each) || each.state === "refused") await ask(entries.delete(each.n));
        else if (isKnown(each)) entry.base = Math.max(entry.base ?? 0, each.revision);
        else if (each.state === "conflict" && !each.isSettled) entry.isHeld = !entry.isChoice;
      }
      if (file) await ask(files.put({ uuid: entry.uuid, ...file }));
      entry.n = await ask(entries.add(entry));
      return entry;
    });

  /* Changes entries by number: each gets what `change` returns for it; null lets it go. */
  const change = (numbers, make) =>
    write(["entries", "files"], async ({ entries, files }) => {
      for (const n of numbers) {
        const entry = await ask(entries.get(n));
        if (!entry) continue;
        const made = make(entry);
        if (made === null) await ask(entries.delete(n));
        else await ask(entries.put({ ...entry, ...made }));
        if (made === null || made.state === "sent") await ask(files.delete(entry.uuid));
      }
    });

  /* Notes what the server said of one entry, and what follows for later ones on the same question. */
  const acknowledge = (entry, ack) =>
    write(["entries", "files"], async ({ entries, files }) => {
      const state = { kept: "sent", conflict: "conflict", refused: "refused" }[ack.outcome];
      if (!state) return;
      const { at, revision, theirs, words, code } = ack;
      const standing = await ask(entries.get(entry.n));
      await ask(entries.put({ ...standing, state, serverAt: at, revision, theirs, words, code }));
      if (state === "sent") await ask(files.delete(entry.uuid));
      for (const each of await ask(entries.index("visit").getAll(entry.visit))) {
        if (!isSame(each, entry) || each.n <= entry.n || each.tried) continue;
        if (state === "sent") await ask(entries.put({ ...each, base: revision }));
        if (state === "conflict") await ask(entries.put({ ...each, isHeld: true }));
      }
    });

  Field.store = {
    open, keep, change, acknowledge,
    getLast: () => localStorage.getItem(LAST),
    isOpen: () => base !== null,
    listVisits: () => read("visits", (store) => ask(store.getAll())),
    getVisit: (id) => read("visits", (store) => ask(store.get(id))),
    keepVisit: (visit) => write(["visits"], ({ visits }) => ask(visits.put(visit))),
    dropVisit: (id) =>
      write(["visits", "entries", "files"], async ({ visits, entries, files }) => {
        for (const each of await ask(entries.index("visit").getAll(id))) {
          await ask(entries.delete(each.n));
          await ask(files.delete(each.uuid));
        }
        await ask(visits.delete(id));
      }),
    listEntries: (visit) =>
      read("entries", (store) => ask(visit ? store.index("visit").getAll(visit) : store.getAll())),
    getFile: (uuid) => read("files", (store) => ask(store.get(uuid))),
    isWaiting: (entry) => entry.state === "waiting" && !entry.isHeld,
    isLocal, isKnown,
  };
})();
