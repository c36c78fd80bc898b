// What stands for a node in the middle of a text: no query holds it.
const HOLE = "\uFFFC";

/** A letter as searching compares it. I, İ, ı and i are one letter, whatever the language, as they are in tags. One
 * letter stays one letter, so that places in a folded text are places in the text. */
const fold = (letter) => {
  if ("Iİıi".includes(letter)) return "i";
  const lower = letter.toLowerCase();
  return lower.length === letter.length ? lower : letter;
};

const folded = (text) => Array.from(text, fold).join("");

/** Where `query` stands in the document: `{ from, to }`, and `note`, the place of the footnote it is in. */
export const found = (doc, query, matchCase) => {
  const places = [];
  if (!query) return places;
  const same = matchCase ? (text) => text : folded;
  const wanted = same(query);
  doc.descendants((node, pos) => {
    if (!node.inlineContent) return true;
    const text = same(textOf(node));
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const from = pos + 1 + at;
      places.push({ from, to: from + wanted.length, ...(node.type.name === "note" ? { note: pos } : {}) });
    }
    return true;
  });
  return places.sort((one, other) => one.from - other.from);
};

const textOf = (node) => {
  let text = "";
  node.forEach((child) => {
    text += child.isText ? child.text : HOLE.repeat(child.nodeSize);
  });
  return text;
};
