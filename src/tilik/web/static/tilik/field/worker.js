/* Keeps the page itself on the phone. Data never pass through here: they are in the page's own store. */
const NAME = `tilik-field-${CONFIG.version}`;
const PATIENCE = 3000;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([CONFIG.page, ...CONFIG.files].map((each) => new Request(each, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("tilik-field-") && name !== NAME) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/* The page from the server while the line is good, so that language and theme follow; else the kept one. */
const openPage = async (request) => {
  const cache = await caches.open(NAME);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (answer.ok && !answer.redirected) await cache.put(CONFIG.page, answer.clone());
    return answer.ok ? answer : (await cache.match(CONFIG.page)) || answer;
  } catch {
    return (await cache.match(CONFIG.page)) || Response.error();
  } finally {
    clearTimeout(timer);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === CONFIG.page) event.respondWith(openPage(request));
  else if (CONFIG.files.includes(pathname)) {
    event.respondWith(caches.open(NAME).then(async (cache) => (await cache.match(request)) || fetch(request)));
  }
});
