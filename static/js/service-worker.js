// Only for readers who installed the site (elements/installed.js): what they read lately opens without a network.
// The view puts `self.SITE = {version, shell, offline}` in front.
const { version, shell, offline } = self.SITE;
const SHELL = `shell-${version}`;
const LIMITS = { pages: 40, pictures: 80 };

const keep = async (name, request, response) => {
  const cache = await caches.open(name);
  // The one read again goes to the end of the line.
  await cache.delete(request);
  await cache.put(request, response);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, -LIMITS[name]).map((old) => cache.delete(old)));
};

const mayBeKept = (response) =>
  response.status === 200 && response.type === "basic" && !/no-store|private/.test(response.headers.get("Cache-Control"));

/** From the network, with a copy for later; without a network the copy, else `fallback`. */
const fresh = async (event, name, fallback) => {
  try {
    const response = await fetch(event.request);
    if (mayBeKept(response)) event.waitUntil(keep(name, event.request, response.clone()));
    return response;
  } catch {
    return (await caches.match(event.request)) ?? (fallback && (await caches.match(fallback))) ?? Response.error();
  }
};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("Range")) return;
  if (request.mode === "navigate") event.respondWith(fresh(event, "pages", offline));
  else if (request.destination === "image") event.respondWith(fresh(event, "pictures"));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
