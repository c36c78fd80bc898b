import { pm } from "./engine.js";
import { blockHere } from "./blocks.js";

/** One step up (-1) or down (1): past the block beside it, or out of the block around it. */
const move = (by) => ({
  run({ editor }) {
    const { tr, selection } = editor.state;
    const here = blockHere(editor.state);
    const to = placeFor(here, by);
    if (to === null) return false;
    const { node, pos } = here;
    const offset = selection.from - pos;
    tr.delete(pos, pos + node.nodeSize).insert(to > pos ? to - node.nodeSize : to, node);
    const landed = to > pos ? to - node.nodeSize : to;
    const { NodeSelection, Selection } = pm.state;
    const isNode = offset === 0 && selection instanceof NodeSelection;
    tr.setSelection(isNode ? NodeSelection.create(tr.doc, landed) : Selection.near(tr.doc.resolve(landed + offset)));
    editor.view.dispatch(tr.scrollIntoView());
    return true;
  },
  isPossible: ({ state }) => placeFor(blockHere(state), by) !== null,
});

const placeFor = (here, by) => here && (beside(here, by) ?? around(here, by));

const beside = ({ node, pos, parent, index }, by) => {
  const other = parent.maybeChild(index + by);
  if (!other) return null;
  const swapped = by < 0 ? [node, other] : [other, node];
  const first = Math.min(index, index + by);
  const rest = parent.content.content.toSpliced(first, 2, ...swapped);
  if (!parent.type.validContent(pm.model.Fragment.from(rest))) return null;
  return by < 0 ? pos - other.nodeSize : pos + node.nodeSize + other.nodeSize;
};

const around = (here, by) => {
  const outer = here.outer();
  if (!outer || here.parent !== outer.node) return null;
  const left = outer.node.content.content.toSpliced(here.index, 1);
  const place = outer.index + (by < 0 ? 0 : 1);
  const fits = outer.parent.canReplaceWith(place, place, here.node.type);
  if (!fits || !outer.node.type.validContent(pm.model.Fragment.from(left))) return null;
  return by < 0 ? outer.pos : outer.pos + outer.node.nodeSize;
};

export const moving = {
  up: move(-1),
  down: move(1),
};
