const STYLE = /mso-list:\s*(l\d+)\s+level(\d+)/i;
const BULLET = /mso-list:\s*Ignore/i;
const ORDERED = [
  [/^\(?\d+[.)]?$/, "1"],
  [/^\(?[ivxlcdm]{2,}[.)]$|^\(?[ivx][.)]$/, "i"],
  [/^\(?[IVXLCDM]{2,}[.)]$|^\(?[IVX][.)]$/, "I"],
  [/^\(?[a-z][.)]$/, "a"],
  [/^\(?[A-Z][.)]$/, "A"],
];

/** Word writes lists as paragraphs with the level in their style and the bullet in their text. */
export const listParagraphs = (body) => {
  for (const element of body.querySelectorAll("[data-style]:is(p, h1, h2, h3, h4, h5, h6)")) {
    const entry = entryOf(element);
    const before = element.previousElementSibling;
    if (entry && element.tagName === "P") placeIn(entry, element, before?.matches("[data-word-list]") ? before : null);
  }
};

const entryOf = (element) => {
  const [, list, level] = STYLE.exec(element.getAttribute("data-style")) ?? [];
  if (!list) return null;
  const bullets = [...element.querySelectorAll("[data-style]")].filter((each) => BULLET.test(each.dataset.style));
  const bullet = bullets.map((each) => each.textContent).join("").replace(/[\s\u00a0]/g, "");
  for (const each of bullets) each.remove();
  return { list, level: Number(level), bullet };
};

/** Into the list before it, at its level, or into a new one. */
const placeIn = ({ list, level, bullet }, paragraph, before) => {
  const { ownerDocument } = paragraph;
  const item = ownerDocument.createElement("li");
  const type = ORDERED.find(([pattern]) => pattern.test(bullet))?.[1];
  let place = before;
  if (!place || (level === 1 && place.dataset.wordList !== `${list} ${type ?? ""}`)) {
    place = newList(ownerDocument, type, bullet);
    place.dataset.wordList = `${list} ${type ?? ""}`;
    paragraph.before(place);
  }
  for (let depth = 1; depth < level; depth += 1) {
    const parent = place.lastElementChild ?? place.appendChild(ownerDocument.createElement("li"));
    const last = parent.lastElementChild;
    place = last && /^[UO]L$/.test(last.tagName) ? last : parent.appendChild(newList(ownerDocument, type, bullet));
  }
  item.append(...paragraph.childNodes);
  place.append(item);
  paragraph.remove();
};

const newList = (owner, type, bullet) => {
  const list = owner.createElement(type ? "ol" : "ul");
  const start = Number(/\d+/.exec(bullet)?.[0] ?? 1);
  if (type && type !== "1") list.setAttribute("type", type);
  if (type === "1" && start !== 1) list.setAttribute("start", start);
  return list;
};
