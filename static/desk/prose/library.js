const MOST = 40;
const caches = new WeakMap();

/** What the library knows of a picture, document or reference, once for all who ask; null where it has none. Those who
 * ask at one moment ask in one request. */
export const known = (surface, kind, id) => {
  const cache = cacheOf(surface, kind);
  if (!cache.answers.has(id)) {
    if (!cache.waiting.length) setTimeout(() => fetchWaiting(surface, kind, cache));
    cache.answers.set(id, new Promise((resolve) => cache.waiting.push({ id, resolve })));
  }
  return cache.answers.get(id);
};

/** What was just chosen or uploaded needs no asking. */
export const remember = (surface, kind, item) => cacheOf(surface, kind).answers.set(item.id, Promise.resolve(item));

/** The answer of a view of the desk; what it refuses with a reason is one too. */
export const json = async (address, options) => {
  const response = await fetch(address, { headers: { Accept: "application/json" }, ...options });
  if (!response.ok && ![409, 422].includes(response.status)) throw new Error(`${response.status} ${address}`);
  return response.json();
};

export const question = (surface, kind, query) => `${surface.root.dataset[kind]}?${new URLSearchParams(query)}`;

const cacheOf = (surface, kind) => {
  if (!caches.has(surface)) caches.set(surface, {});
  return (caches.get(surface)[kind] ??= { answers: new Map(), waiting: [] });
};

const fetchWaiting = async (surface, kind, cache) => {
  const waiting = cache.waiting.splice(0);
  for (let start = 0; start < waiting.length; start += MOST) {
    const some = waiting.slice(start, start + MOST);
    const ids = some.map(({ id }) => id).join(",");
    const items = await json(question(surface, kind, { ids })).then(({ items }) => items, () => null);
    // Who could not be asked is asked again another time.
    if (!items) some.forEach(({ id }) => cache.answers.delete(id));
    for (const { id, resolve } of some) resolve(items?.find((item) => item.id === id) ?? null);
  }
};
