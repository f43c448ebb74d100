/* Sends what waits when there is a signal: each entry until the server acknowledges it, once. */
(() => {
  const { store } = Field;
  const AT_ONCE = 40;
  const PATIENCE = 30_000;
  const PICTURE_PATIENCE = 120_000;
  const AGAIN = 60_000;
  const WRONG_CLOCK = 120_000;
  const root = document.body.dataset.api;
  let busy = null;

  /* How things are: "off" without a signal, "login", "person" (another account), "on". */
  const state = { line: navigator.onLine ? "unknown" : "off", login: "", csrf: "", visits: [], apart: 0, words: "" };
  const settle = (changes) => {
    Object.assign(state, changes);
    document.dispatchEvent(new CustomEvent("field:line"));
  };

  const call = async (path, options = {}, patience = PATIENCE) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(root + path, { ...options, credentials: "same-origin", signal: stop.signal });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      return { status: answer.status, data: isJson ? await answer.json() : null };
    } finally {
      clearTimeout(timer);
    }
  };

  /* Asks who is logged in; the person's own drawer of the phone is open afterwards. */
  const meet = async () => {
    let answer;
    try {
      answer = await call("");
    } catch {
      settle({ line: "off" });
      return false;
    }
    if (answer.status === 401) {
      settle({ line: "login", login: answer.data.login });
      return false;
    }
    if (answer.status !== 200 || !answer.data) {
      settle({ line: "off" });
      return false;
    }
    const { person, csrf, now, visits } = answer.data;
    await store.open(person);
    const apart = Math.abs(Date.parse(now) - Date.now());
    settle({ line: "on", person, csrf, visits, apart: apart > WRONG_CLOCK ? apart : 0, words: "" });
    return true;
  };

  /* What goes next: one entry a question, so that the next can build on the answer to this one. */
  const pick = (entries) => {
    const taken = new Set();
    const sent = new Set(entries.filter((each) => each.state === "sent").map((each) => each.uuid));
    const chosen = [];
    for (const entry of entries) {
      const key = entry.kind === "answer" ? `${entry.form}:${entry.item}` : entry.uuid;
      const isOpen = ["waiting", "conflict"].includes(entry.state) && !entry.isSettled;
      if (!isOpen || taken.has(key)) continue;
      taken.add(key);
      if (!store.isWaiting(entry)) continue;
      if (entry.kind === "withdraw" && !sent.has(entry.withdraws)) continue;
      if (entry.hasFile) {
        if (!chosen.length) return [entry];
        break;
      }
      chosen.push(entry);
      if (chosen.length === AT_ONCE) break;
    }
    return chosen;
  };

  const pack = (entry) => {
    const { uuid, kind, form, item, value, remark, base, content, saidAt, withdraws } = entry;
    return { uuid, kind, form, item, value, remark, base, content, saidAt, withdraws };
  };
  const makeBody = async (batch) => {
    const text = JSON.stringify({ person: state.person, entries: batch.map(pack) });
    const headers = { "X-CSRFToken": state.csrf };
    if (!batch[0].hasFile) return { method: "POST", body: text, headers: { ...headers, "Content-Type": "application/json" } };
    const file = await store.getFile(batch[0].uuid);
    const body = new FormData();
    body.append("sent", text);
    if (file) body.append("file", new Blob([file.bytes], { type: file.type }), `${batch[0].kind}.jpg`);
    return { method: "POST", body, headers };
  };

  /* Sends all that waits of one visit; false where the line or the server stops it. */
  const sendVisit = async (visit) => {
    for (let fresh = true; ; ) {
      const batch = pick(await store.listEntries(visit));
      if (!batch.length) return true;
      // On a full phone even this may fail; the server takes each entry once all the same.
      await store.change(batch.map((each) => each.n), () => ({ tried: true })).catch(() => {});
      const patience = batch[0].hasFile ? PICTURE_PATIENCE : PATIENCE;
      const answer = await call(`${visit}/kirim/`, await makeBody(batch), patience);
      if (answer.status === 200 && answer.data) {
        const acks = new Map(answer.data.acks.map((ack) => [ack.uuid, ack]));
        if (!batch.some((entry) => acks.has(entry.uuid))) return false;
        for (const entry of batch) if (acks.has(entry.uuid)) await store.acknowledge(entry, acks.get(entry.uuid));
        fresh = true;
      } else if (fresh && (answer.status === 401 || !answer.data)) {
        fresh = false; // the log-in or its token has run out: ask once for a new one
        if (!(await meet())) return false;
      } else {
        settle({ words: answer.data?.words || Field.say("server-trouble", { status: answer.status }) });
        return answer.status === 404;
      }
    }
  };

  const run = async () => {
    if (!(await meet())) return;
    const entries = await store.listEntries();
    const waiting = new Set(entries.filter(store.isWaiting).map((each) => each.visit));
    try {
      for (const visit of waiting) if (!(await sendVisit(visit))) break;
    } catch (error) {
      const isLine = error?.name === "AbortError" || error instanceof TypeError;
      settle(isLine ? { line: "off" } : { words: Field.explain(error) });
    }
    document.dispatchEvent(new CustomEvent("field:sent"));
  };

  /* One sender at a time, over all tabs of the phone. */
  const send = () => {
    busy ??= (navigator.locks
      ? navigator.locks.request("tilik-field-send", run)
      : run()
    ).catch((error) => settle({ words: Field.explain(error) })).finally(() => { busy = null; });
    return busy;
  };

  window.addEventListener("online", send);
  window.addEventListener("offline", () => settle({ line: "off" }));
  document.addEventListener("visibilitychange", () => document.hidden || send());
  setInterval(() => document.hidden || send(), AGAIN);

  Field.sender = { send, state, call };
})();
