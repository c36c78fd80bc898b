import { pm } from "./engine.js";
import { bodyOf, nowhere, unwrap } from "./html.js";
import { settleTable } from "./tablehtml.js";

const LISTS = new Set(["UL", "OL", "DL"]);

/** A node of the body as it is stored. */
export const write = (node) => {
  const holder = nowhere().body;
  const serializer = pm.model.DOMSerializer.fromSchema(node.type.schema);
  holder.append(serializer.serializeNode(node, { document: holder.ownerDocument }));
  settle(holder);
  return holder.innerHTML;
};

/** The whole body. What is in `known`, a WeakMap of nodes, is written as it was before: nodes never change. */
export const writeAll = (doc, known) => {
  const blocks = [];
  doc.forEach((node) => {
    if (isNothing(node)) return;
    if (!known.has(node)) known.set(node, write(node));
    blocks.push(known.get(node));
  });
  return blocks.join("\n");
};

/** An empty paragraph is where somebody is about to write. */
const isNothing = ({ type, content, attrs }) => type.name === "paragraph" && !content.size && !attrs.anchor;

const settle = (holder) => {
  for (const caption of holder.querySelectorAll("figure > figcaption:empty")) caption.remove();
  // The innermost tables first: those around them hold them.
  for (const frame of [...holder.querySelectorAll("div[data-table]")].reverse()) settleTable(frame);
  for (const element of holder.querySelectorAll("[data-anchor]")) {
    element.id = element.dataset.anchor;
    element.removeAttribute("data-anchor");
  }
  for (const entry of holder.querySelectorAll("li, dd, td, th")) tighten(entry);
  for (const element of holder.querySelectorAll("div[data-kept]")) {
    element.replaceWith(...bodyOf(element.dataset.kept).childNodes);
  }
};

/** A single paragraph, lists after it or not, stands in a cell or an entry without its own element. */
const tighten = (entry) => {
  const [first, ...rest] = entry.children;
  if (first?.tagName !== "P" || rest.some((element) => !LISTS.has(element.tagName))) return;
  if (first.getAttributeNames().every((name) => name === "data-id")) unwrap(first);
};
