import { Node } from "./engine.js";
import { flag, written } from "./attributes.js";

/** A node that the engine's tables know by its role. */
export const withRole = (tableRole, config) =>
  Node.create({ ...config, extendNodeSchema: ({ name }) => (name === config.name ? { tableRole } : {}) });

/** `part` is where the row stands: head, body or foot; null where the row before it does. */
const Row = withRole("row", {
  name: "tableRow",
  content: "(tableCell | tableHeader)*",
  addAttributes: () => ({
    ...written("part", "data-part"),
    ...flag("begins", "data-begins"),
    ...written("partLang", "data-part-lang"),
    ...written("partDir", "data-part-dir"),
  }),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
});

const span = (name) => ({
  [name]: {
    default: 1,
    parseHTML: (element) => Number(element.getAttribute(name)) || 1,
    renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
  },
});
const CELL = { content: "entry+", isolating: true };
const cell = () => ({
  ...span("colspan"),
  ...span("rowspan"),
  colwidth: { default: null, rendered: false, parseHTML: () => null },
  ...written("align", "data-align"),
  ...written("scope"),
});

const Cell = withRole("cell", {
  ...CELL,
  name: "tableCell",
  addAttributes: cell,
  parseHTML: () => [{ tag: "td" }],
  renderHTML: ({ HTMLAttributes: { scope, ...rest } }) => ["td", rest, 0],
});

const Header = withRole("header_cell", {
  ...CELL,
  name: "tableHeader",
  addAttributes: cell,
  parseHTML: () => [{ tag: "th" }],
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

export const cells = [Row, Cell, Header];
