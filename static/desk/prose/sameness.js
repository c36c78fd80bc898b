import { bodyOf } from "./html.js";

const INLINE = new Set(
  "A ABBR BDI BDO CITE CODE DEL EM INS KBD MARK S SMALL SPAN STRONG SUB SUP TIME".split(" "),
);
// Once more around the same words says something more.
const ADDS_UP = new Set(["SUB", "SUP", "SMALL"]);

/** Whether two elements say the same: marks may lie around each other in any order, and be parted or joined. */
export const isSame = (one, other) => Boolean(one && other) && said(one) === said(other);

const said = (element) => {
  const words = [];
  collect(element, [], words);
  return words.map(({ text, marks }) => `${text}\u0001${marks}`).join("\u0002");
};

const collect = (node, marks, words) => {
  if (node.nodeType === Node.TEXT_NODE) add(words, node.data, marks);
  else if (node.nodeType !== Node.ELEMENT_NODE) return;
  else if (node.dataset.kept !== undefined) collectAll(bodyOf(node.dataset.kept), marks, words);
  else if (isMark(node)) collectAll(node, withMark(marks, tagOf(node)), words);
  else {
    // A quotation is parted from the next one by its marks, whatever lies around both.
    const isQuotation = node.tagName === "Q";
    words.push({ text: `<${tagOf(node)}>`, marks: isQuotation ? "" : marks.join() });
    collectAll(node, isQuotation ? marks : [], words);
    words.push({ text: `</${node.tagName}>`, marks: "" });
  }
};

const collectAll = ({ childNodes }, marks, words) => childNodes.forEach((child) => collect(child, marks, words));

const isMark = (element) =>
  INLINE.has(element.tagName) && element.hasChildNodes() && !element.hasAttribute("data-footnote");

const withMark = (marks, mark) =>
  marks.includes(mark) && !ADDS_UP.has(mark.split(" ")[0]) ? marks : [...marks, mark].sort();

const tagOf = ({ tagName, attributes }) => {
  const said = [...attributes].map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
  return [tagName, ...said.sort()].join(" ");
};

/** Text of the same marks is one, however it was parted. */
const add = (words, text, marks) => {
  const last = words.at(-1);
  if (last?.isText && last.marks === marks.join()) last.text += text;
  else words.push({ text, marks: marks.join(), isText: true });
};
