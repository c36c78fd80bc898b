import { placeOf } from "./blocks.js";
import { goTo } from "./going.js";

/** From an empty term at the end of the list into a paragraph behind it. */
export const outOfList = (editor) => {
  const { tr, schema, selection } = editor.state;
  const { $from } = selection;
  const list = $from.node(-1);
  if ($from.parent.content.size || $from.index(-1) !== list.childCount - 1 || list.childCount === 1) return false;
  const end = $from.after(-1);
  tr.insert(end, schema.nodes.paragraph.create()).delete($from.before(), $from.after());
  return goTo(editor, tr, tr.mapping.map(end, -1));
};

export const meaningOf = (editor) => {
  const { tr, schema, selection } = editor.state;
  const after = selection.$from.after();
  if (tr.doc.resolve(after).nodeAfter?.type.name !== "meaning") tr.insert(after, schema.nodes.meaning.createAndFill());
  return goTo(editor, tr, after);
};

/** From an empty paragraph at the end of a meaning to the next term; from an empty meaning out of the list. */
export const emptyMeaning = (editor) => {
  const { tr, schema, selection } = editor.state;
  const { $from } = selection;
  if ($from.depth < 2 || $from.node(-1).type.name !== "meaning" || $from.parent.content.size) return false;
  const meaning = placeOf(tr.doc, $from.before(-1));
  if ($from.index(-1) !== meaning.node.childCount - 1) return false;
  const list = placeOf(tr.doc, $from.before(-2));
  if (meaning.node.childCount > 1) {
    tr.delete($from.before(), $from.after());
    const place = tr.mapping.map($from.after(-1));
    return goTo(editor, tr.insert(place, schema.nodes.term.create()), place);
  }
  if (meaning.index !== list.node.childCount - 1) return false;
  const end = list.pos + list.node.nodeSize;
  tr.insert(end, schema.nodes.paragraph.create());
  const isAlone = list.node.childCount === 1;
  tr.delete(isAlone ? list.pos : meaning.pos, isAlone ? end : meaning.pos + meaning.node.nodeSize);
  return goTo(editor, tr, tr.mapping.map(end, -1));
};
