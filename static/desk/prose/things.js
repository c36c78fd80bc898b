import { Node } from "./engine.js";
import { written } from "./attributes.js";
import { framed } from "./frame.js";
import { showDocument } from "./documents.js";
import { showEmbed } from "./embeds.js";

// The content of either is its caption.
const THING = { group: "block entry", content: "inline*", isolating: true, defining: true };
const KINDS = ["audio", "video", "file"];

const Document = Node.create({
  ...THING,
  name: "document",
  addAttributes: () => ({ ...written("kind", "data-block"), ...written("document", "data-document") }),
  parseHTML: () => KINDS.map((kind) => ({ tag: `div[data-block="${kind}"][data-document]` })),
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes, 0],
  addNodeView: () => framed("document", showDocument),
});

const Embed = Node.create({
  ...THING,
  name: "embed",
  addAttributes: () => written("address", "data-embed"),
  parseHTML: () => [{ tag: 'div[data-block="embed"][data-embed]' }],
  renderHTML: ({ HTMLAttributes }) => ["div", { "data-block": "embed", ...HTMLAttributes }, 0],
  addNodeView: () => framed("embed", showEmbed),
});

export const things = [Document, Embed];
