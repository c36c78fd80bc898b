import { json, question } from "./library.js";

/** Asks the library for the first page of what the search field says, and for more; answers come in any order. */
export const starter = (surface, kind, dialog, { choose, chosen, several }) => {
  const list = dialog.querySelector("[data-items]");
  const more = dialog.querySelector("[data-more]");
  const status = dialog.querySelector("[data-status]");
  let turn = 0;
  const show = async (page) => {
    const mine = (turn += 1);
    const q = dialog.querySelector("[name=q]").value;
    const answer = await json(question(surface, kind, { q, page })).catch(() => null);
    if (mine !== turn) return;
    if (page === 1) list.replaceChildren();
    const entries = (answer?.items ?? []).map((item) => entryOf(surface, kind, item, { choose, chosen, several }));
    list.append(...entries);
    more.hidden = !answer?.next;
    more.onclick = () => show(answer.next);
    status.textContent = answer ? (list.children.length ? "" : status.dataset.nothing) : status.dataset.broken;
    if (page > 1) entries[0]?.querySelector("button").focus();
  };
  return () => show(1);
};

const entryOf = (surface, kind, item, { choose, chosen, several }) => {
  const entry = surface.parts.item(kind);
  const button = entry.querySelector("button");
  for (const place of entry.querySelectorAll("[data-show]")) place.textContent = item[place.dataset.show] ?? "";
  const image = entry.querySelector("img");
  if (image) Object.assign(image, { src: item.src, alt: item.alt || "" });
  if (several) button.setAttribute("aria-pressed", String(chosen.has(item.id)));
  button.onclick = () => choose(item, button);
  return entry;
};
