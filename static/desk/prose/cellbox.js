import { pm } from "./engine.js";
import { ask } from "./dialogs.js";

const { tables } = pm;

/** Whether the chosen cells name others, and how they stand. */
export const cell = async (surface) => {
  const { editor } = surface;
  const chosen = cellsOf(editor.state);
  const [{ node }] = chosen;
  const isHeader = node.type.name === "tableHeader";
  const answer = await ask(surface, "cell", { ...node.attrs, header: isHeader ? "yes" : "" });
  if (!answer) return editor.commands.focus();
  const { tr, schema } = editor.state;
  const { header, verb, ...attributes } = answer;
  for (const each of chosen) {
    const type = header ? schema.nodes.tableHeader : schema.nodes.tableCell;
    tr.setNodeMarkup(each.pos, type, { ...each.node.attrs, ...attributes });
  }
  editor.view.dispatch(tr);
  return editor.commands.focus();
};

const cellsOf = (state) => {
  const found = [];
  if (state.selection instanceof tables.CellSelection) {
    state.selection.forEachCell((node, pos) => found.push({ node, pos }));
  } else {
    const $cell = tables.selectionCell(state);
    found.push({ node: $cell.nodeAfter, pos: $cell.pos });
  }
  return found;
};
