// What Django escapes in a title; a page that may not make markup out of text has no parser for it.
const LETTERS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const ARTICLE = /<meta property="og:type" content="article">/;
const TITLE = /<meta property="og:title" content="([^"]*)">/;
const LANGUAGE = /<html lang="([^"]*)" dir="([^"]*)">/;

const entry = (address, page) => {
  const link = document.createElement("a");
  [, link.lang, link.dir] = page.match(LANGUAGE);
  link.href = address;
  link.textContent = page.match(TITLE)[1].replace(/&[^;]+;/g, (name) => LETTERS[name] ?? name);
  const item = document.createElement("li");
  item.append(link);
  return item;
};

/** The articles that this browser keeps for reading without a network, the last read first. */
export default async (list) => {
  if (!window.caches || !(await caches.has("pages"))) return;
  const cache = await caches.open("pages");
  for (const request of (await cache.keys()).reverse()) {
    const page = await (await cache.match(request)).text();
    if (ARTICLE.test(page)) list.append(entry(request.url, page));
  }
  document.querySelector("[data-kept-none]").hidden = list.hasChildNodes();
};
