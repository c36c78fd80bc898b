import { Node } from "./engine.js";
import { framed } from "./frame.js";

const isPull = (element) => element.getAttribute("data-block") === "pull";

const Quote = Node.create({
  name: "quote",
  group: "block entry",
  content: "block+ speaker?",
  defining: true,
  addAttributes: () => ({
    pull: {
      default: false,
      parseHTML: isPull,
      renderHTML: ({ pull }) => (pull ? { "data-block": "pull" } : {}),
    },
  }),
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addNodeView: () => framed("quote"),
});

/** Who said what is quoted. */
const Speaker = Node.create({
  name: "speaker",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "footer" }],
  renderHTML: ({ HTMLAttributes }) => ["footer", HTMLAttributes, 0],
});

export const quotes = [Quote, Speaker];
