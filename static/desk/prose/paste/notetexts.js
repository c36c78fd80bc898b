const nameOf = (link) => decodeURIComponent(link.getAttribute("href").slice(1));

/** The box with a note's text, and its content without the way back; null where the link leads to none. */
export const textOf = (mark, places, body) => {
  const target = places.get(safely(() => nameOf(mark)));
  if (!target) return null;
  const box = target.closest("li, div, dd, aside, p") ?? target;
  if (box === body || box.contains(mark)) return null;
  const names = [mark.id, mark.getAttribute("name"), mark.closest("[id]")?.id].filter(Boolean);
  const back = [...box.querySelectorAll('a[href^="#"]')].filter((link) => names.includes(safely(() => nameOf(link))));
  if (!back.length || comesBefore(box, mark)) return null;
  const copy = box.cloneNode(true);
  for (const link of copy.querySelectorAll('a[href^="#"]')) {
    if (names.includes(safely(() => nameOf(link)))) outermost(link).remove();
  }
  return { box, content: inlineOf(copy) };
};

const comesBefore = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

/** What stands around a mark and holds nothing else. */
export const outermost = (mark) => {
  let element = mark;
  const wordsOf = ({ textContent }) => textContent.trim();
  const isAlone = (outer) => /^(?:SUP|SPAN)$/.test(outer?.tagName) && wordsOf(outer) === wordsOf(mark);
  while (isAlone(element.parentElement)) element = element.parentElement;
  return element;
};

/** Paragraphs of a note, which is a line, one after the other. */
const inlineOf = (box) => {
  const paragraphs = [...box.querySelectorAll("p, div")].filter((each) => !each.querySelector("p, div"));
  if (!paragraphs.length) return [...box.childNodes];
  const space = (index) => (index ? [box.ownerDocument.createTextNode(" ")] : []);
  return paragraphs.flatMap((each, index) => [...space(index), ...each.childNodes]);
};

const safely = (find) => {
  try {
    return find();
  } catch {
    return "";
  }
};
