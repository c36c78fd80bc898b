import { KEPT, marksOf, nameOf } from "./marks.js";

const OTHERS = new Set("FONT U BIG BR LABEL NOBR WBR PICTURE SOURCE O:P".split(" "));

export const isInline = (node) =>
  node.nodeType === Node.ELEMENT_NODE && (KEPT.has(nameOf(node)) || OTHERS.has(node.tagName) || letterOf(node) !== "");

/** Put the words of `source`, a text or element, behind what `target` holds, with the marks that mean something. */
export const inlineInto = (target, source, maker) => {
  if (source.nodeType === Node.TEXT_NODE) return target.append(spaced(source.data));
  if (source.nodeType !== Node.ELEMENT_NODE) return;
  if (source.tagName === "IMG") return target.append(letterOf(source));
  if (source.tagName === "BR") return target.append(maker.new("br"));
  const inner = marksOf(source, isInline(source), maker).reduce((outer, mark) => outer.appendChild(mark), target);
  for (const child of source.childNodes) inlineInto(inner, child, maker);
  if (!isInline(source) && source.nextSibling && target.lastChild) target.append(" ");
};

const spaced = (text) => text.replace(/[\t\n\r\f ]+/g, " ").replace(/[\u00a0 ]{2,}/g, " ");

/** A picture that stands for a letter is the letter. */
export const letterOf = (image) => {
  const alt = (image.nodeName === "IMG" && image.getAttribute("alt")) || "";
  return alt && alt.length <= 8 && !/[\p{L}\p{N}\s]/u.test(alt) ? alt : "";
};
