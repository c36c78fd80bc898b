import { insertBlock } from "./placing.js";

/** Whole words in one selection go into the new block, where it may hold them. */
const around = (type, attributes, empty) => ({
  run(surface) {
    const { editor } = surface;
    const isSelected = !editor.state.selection.empty && !editor.state.selection.node;
    if (isSelected && editor.chain().focus().wrapIn(type, attributes()).run()) return true;
    return insertBlock(surface, editor.schema.nodeFromJSON({ type, attrs: attributes(), content: empty }));
  },
});

const PARAGRAPH = { type: "paragraph" };
const SECTION = { type: "section", content: [PARAGRAPH] };
const ITEM = { type: "listItem", content: [PARAGRAPH] };
const fixed = (json) => ({ run: (surface) => insertBlock(surface, surface.editor.schema.nodeFromJSON(json)) });
const now = () => `${new Date().toISOString().slice(0, 16)}:00Z`;

export const inserting = {
  keypoints: fixed({ type: "keypoints", content: [{ type: "bulletList", content: [ITEM] }] }),
  callout: around("callout", () => ({}), [PARAGRAPH]),
  pull: around("quote", () => ({ pull: true }), [PARAGRAPH]),
  details: fixed({ type: "details", content: [{ type: "summary" }, PARAGRAPH] }),
  columns: fixed({ type: "columns", content: [SECTION, SECTION] }),
  live: { run: (surface) => fixed({ type: "live", attrs: { time: now() }, content: [PARAGRAPH] }).run(surface) },
  definitionList: fixed({
    type: "definitionList",
    content: [{ type: "term" }, { type: "meaning", content: [PARAGRAPH] }],
  }),
  rule: fixed({ type: "rule" }),
};
