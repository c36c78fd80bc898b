import { Node, Text } from "./engine.js";
import { Place } from "./place.js";

const Doc = Node.create({ name: "doc", topNode: true, content: "(block | live)+" });

const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block entry",
  content: "inline*",
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});

const LEVELS = [2, 3, 4, 5, 6];
const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, HTMLAttributes, 0],
});

const Rule = Node.create({
  name: "rule",
  group: "block entry",
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
});

const LineBreak = Node.create({
  name: "lineBreak",
  group: "inline",
  inline: true,
  selectable: false,
  // A paragraph that becomes preformatted text keeps its lines, and the other way round.
  extendNodeSchema: ({ name }) => (name === "lineBreak" ? { linebreakReplacement: true } : {}),
  parseHTML: () => [{ tag: "br" }],
  renderHTML: ({ HTMLAttributes }) => ["br", HTMLAttributes],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const { editor, name } = this;
    const add = () => editor.commands.insertContent(editor.isActive("preformatted") ? "\n" : { type: name });
    return { "Shift-Enter": add };
  },
});

export const text = [Doc, Paragraph, Text, Heading, Rule, LineBreak, Place];
