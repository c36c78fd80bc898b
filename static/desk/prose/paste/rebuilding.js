import { nowhere } from "../html.js";
import { inlineInto, isInline } from "./inlines.js";
import { blockOf } from "./kinds.js";
import { trimmed } from "./trimming.js";

const CONTENT =
  "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, dl, table, blockquote, pre, figure, hr, img, section, article, details";

/** The blocks of a pasted page as HTML. `found` learns of pictures. */
export const rebuilt = (body, found) => {
  const owner = nowhere();
  const hasTitle = Boolean(body.querySelector("h1, [role=heading][aria-level='1']"));
  const maker = {
    found,
    hasTitle,
    new: (tag) => owner.createElement(tag),
    blocksOf: (source) => blocksOf(source, maker),
  };
  owner.body.append(...maker.blocksOf(body));
  return owner.body.innerHTML;
};

/** Content as blocks: what is loose among them in paragraphs, boxes that mean nothing gone. */
const blocksOf = (source, maker) => {
  const blocks = [];
  let line = null;
  const end = () => {
    const settled = line && trimmed(line);
    if (settled?.hasChildNodes()) blocks.push(settled);
    line = null;
  };
  for (const node of source.childNodes) {
    if (isLine(node)) {
      if (isBreakAfterBreak(node)) end();
      else inlineInto((line ??= maker.new("p")), node, maker);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      end();
      blocks.push(...blockOf(node, maker));
    }
  }
  end();
  return blocks;
};

const isLine = (node) => node.nodeType === Node.TEXT_NODE || (isInline(node) && !node.querySelector(CONTENT));

const isBreakAfterBreak = ({ nodeName, previousSibling }) =>
  nodeName === "BR" && (previousSibling?.nodeName ?? "BR") === "BR";
