import { frameHere } from "./here.js";
import { put } from "./placing.js";

/** Below the innermost block with a frame. */
const after = (surface) => {
  const here = frameHere(surface.editor.state);
  const { tr, schema } = surface.editor.state;
  const { node, pos } = here;
  const place = pos + node.nodeSize;
  const $place = tr.doc.resolve(place);
  if (!$place.parent.canReplaceWith($place.index(), $place.index(), schema.nodes.paragraph)) return false;
  return put(surface.editor, tr.insert(place, schema.nodes.paragraph.create()), place);
};

/** A line for who said it, at the end of the quote that the cursor is in; or the cursor into the one that is there. */
const speaker = ({ editor }) => {
  const { tr, schema } = editor.state;
  const { node, pos } = frameHere(editor.state);
  const end = pos + node.nodeSize - 1;
  if (node.lastChild.type.name !== "speaker") tr.insert(end, schema.nodes.speaker.create());
  return put(editor, tr, tr.doc.resolve(pos + 1).end() - 2);
};

const column = ({ editor }) => {
  const { node, pos } = frameHere(editor.state);
  const end = pos + node.nodeSize - 1;
  return put(editor, editor.state.tr.insert(end, editor.schema.nodes.section.createAndFill()), end);
};

const isIn = (name) => ({ state }) => frameHere(state)?.node.type.name === name;

/** What a block that is there can have besides. */
export const adding = {
  speaker: { run: speaker, isPossible: isIn("quote") },
  column: { run: column, isPossible: isIn("columns") },
  after: { run: after, isPossible: ({ state }) => Boolean(frameHere(state)) },
};
