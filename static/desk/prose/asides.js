import { Node } from "./engine.js";
import { written } from "./attributes.js";
import { framed } from "./frame.js";

const Callout = Node.create({
  name: "callout",
  group: "block entry",
  content: "block+",
  defining: true,
  addAttributes: () => written("title", "data-title"),
  parseHTML: () => [{ tag: 'aside[data-block="callout"]' }],
  renderHTML: ({ HTMLAttributes }) => ["aside", { "data-block": "callout", ...HTMLAttributes }, 0],
  addNodeView: () => framed("callout"),
});

/** The short version: one list. */
const KeyPoints = Node.create({
  name: "keypoints",
  group: "block entry",
  content: "bulletList",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: 'aside[data-block="keypoints"]' }],
  renderHTML: ({ HTMLAttributes }) => ["aside", { "data-block": "keypoints", ...HTMLAttributes }, 0],
  addNodeView: () => framed("keypoints"),
});

const Details = Node.create({
  name: "details",
  group: "block entry",
  content: "summary block+",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "details" }],
  renderHTML: ({ HTMLAttributes }) => ["details", HTMLAttributes, 0],
  addNodeView: () => framed("details"),
});

/** What is read while details are closed. */
const Summary = Node.create({
  name: "summary",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "summary" }],
  renderHTML: ({ HTMLAttributes }) => ["summary", HTMLAttributes, 0],
});

export const asides = [Callout, KeyPoints, Details, Summary];
