import { pm } from "./engine.js";
import { bodyOf } from "./html.js";
import { isSame } from "./sameness.js";
import { write } from "./writing.js";

/** The node for a block, null where it would say less than the block. */
export const expressed = (element, schema) => {
  const holder = element.ownerDocument.createElement("div");
  holder.append(element.cloneNode(true));
  const parser = pm.model.DOMParser.fromSchema(schema);
  const { content } = parser.parse(holder, { preserveWhitespace: "full" });
  const isWhole = content.childCount === 1 && isSame(element, bodyOf(write(content.firstChild)).firstElementChild);
  return isWhole ? content.firstChild : null;
};
