import { Node } from "./engine.js";
import { written } from "./attributes.js";
import { framed } from "./frame.js";

/** Parts that belong together; in columns, one of them. */
const Section = Node.create({
  name: "section",
  group: "block entry",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "section:not([data-block])" }],
  renderHTML: ({ HTMLAttributes }) => ["section", HTMLAttributes, 0],
  addNodeView: () => framed("section"),
});

const Columns = Node.create({
  name: "columns",
  group: "block entry",
  content: "section section+",
  isolating: true,
  parseHTML: () => [{ tag: 'section[data-block="columns"]' }],
  renderHTML: ({ HTMLAttributes }) => ["section", { "data-block": "columns", ...HTMLAttributes }, 0],
  addNodeView: () => framed("columns"),
});

/** An entry of a live text stands in the body itself and nowhere else. */
const Live = Node.create({
  name: "live",
  content: "block+",
  defining: true,
  isolating: true,
  addAttributes: () => written("time", "data-time"),
  parseHTML: () => [{ tag: 'section[data-block="live"][data-time]', context: "doc/" }],
  renderHTML: ({ HTMLAttributes }) => ["section", { "data-block": "live", ...HTMLAttributes }, 0],
  addNodeView: () => framed("live"),
});

export const sections = [Section, Columns, Live];
