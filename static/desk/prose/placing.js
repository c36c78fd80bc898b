import { pm } from "./engine.js";

const { Selection } = pm.state;

/** Put a block where the cursor is: in the place of an empty paragraph, or behind what the cursor is in, as far out as
 * it has to be. The cursor goes into it. */
export const insertBlock = ({ editor }, node) => {
  const { tr, selection } = editor.state;
  const { $to } = selection;
  for (let depth = $to.depth; depth > 0; depth -= 1) {
    const parent = $to.node(depth - 1);
    const isBlank = depth === $to.depth && $to.parent.type.name === "paragraph" && !$to.parent.content.size;
    const after = $to.indexAfter(depth - 1);
    const from = isBlank ? after - 1 : after;
    if (!parent.canReplaceWith(from, after, node.type)) continue;
    const place = isBlank ? $to.before(depth) : $to.after(depth);
    return put(editor, tr.replaceWith(place, $to.after(depth), node), place);
  }
  const place = selection.node ? selection.to : tr.doc.content.size;
  return put(editor, tr.insert(place, node), place);
};

/** With the cursor in what stands at `place`; behind what holds no text, in a new paragraph if need be. */
export const put = (editor, tr, place) => {
  const { nodeAfter } = tr.doc.resolve(place);
  const end = place + (nodeAfter?.nodeSize ?? 0);
  const isLeaf = nodeAfter?.isBlock && nodeAfter.isLeaf;
  if (isLeaf && !tr.doc.resolve(end).nodeAfter?.isTextblock) tr.insert(end, editor.schema.nodes.paragraph.create());
  tr.setSelection(Selection.near(tr.doc.resolve(isLeaf ? end : place + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  return editor.commands.focus();
};
