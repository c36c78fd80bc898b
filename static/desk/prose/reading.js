import { expressed } from "./expressed.js";
import { bodyOf, isBlank, isBlock } from "./html.js";
import { withoutLosses } from "./losses.js";

/** A stored body as a document. `known` learns how each of its blocks was written, so that what nobody changes is
 * written back letter by letter. */
export const readAll = (html, schema, known) => {
  const nodes = [];
  for (const element of blocksOf(bodyOf(html))) {
    const source = element.outerHTML;
    const whole = expressed(element, schema) ?? expressed(withoutLosses(element, schema), schema);
    const node = whole ?? asSource(source, schema);
    known.set(node, source);
    nodes.push(node);
  }
  return schema.nodes.doc.createChecked(null, nodes.length ? nodes : [schema.nodes.paragraph.create()]);
};

/** The last resort, for what a browser reads in another way each time. */
const asSource = (html, schema) => schema.nodes.kept.create({ html });

/** Blocks, with loose text among them in paragraphs. */
const blocksOf = (body) => {
  const blocks = [];
  for (const node of [...body.childNodes]) {
    if (isBlock(node)) blocks.push(node);
    else if (!isBlank(node)) blocks.push(paragraphOf(node));
  }
  return blocks;
};

const paragraphOf = (node) => {
  const paragraph = node.ownerDocument.createElement("p");
  paragraph.append(node);
  return paragraph;
};
