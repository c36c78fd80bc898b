import { bodyOf, isBlock } from "./html.js";
import { expressed } from "./expressed.js";

/** A block in which whatever no node expresses is kept as its source: as little of it as can be. */
export const withoutLosses = (element, schema) => {
  for (const inner of innerBlocks(element)) {
    if (!expressed(inner, schema)) inner.replaceWith(withoutLosses(inner, schema));
  }
  return expressed(element, schema) ? element : keep(element);
};

const innerBlocks = (element) =>
  [...element.querySelectorAll("*")].filter((inner) => isBlock(inner) && nearestBlock(inner) === element);

const nearestBlock = (inner) => {
  let outer = inner.parentElement;
  while (!isBlock(outer)) outer = outer.parentElement;
  return outer;
};

const keep = (element) => {
  const kept = element.ownerDocument.createElement("div");
  kept.dataset.kept = sourceOf(element);
  return kept;
};

/** With what was kept inside of it as it was. */
const sourceOf = (element) => {
  const copy = element.cloneNode(true);
  for (const inner of copy.querySelectorAll("div[data-kept]")) {
    inner.replaceWith(...bodyOf(inner.dataset.kept).childNodes);
  }
  return copy.outerHTML;
};
