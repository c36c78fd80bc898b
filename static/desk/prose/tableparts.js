import { pm } from "./engine.js";

const { tables } = pm;
const isInTable = ({ state }) => tables.isInTable(state);

/** A row below the head belongs to the body. */
export const belowHead = (tr, state) => {
  const { table, tableStart, bottom } = tables.selectedRect(state);
  const parts = partsOf(table);
  if (parts[bottom - 1] !== "head" || parts[bottom] === "head") return tr;
  let pos = tableStart;
  for (let index = 0; index < bottom; index += 1) pos += tr.doc.nodeAt(pos).nodeSize;
  return tr.setNodeAttribute(pos, "part", "body");
};

/** Make the selected rows, and those before or behind them, the table's head or foot; or take them out of it again. */
export const part = (name, isJoining, isLeaving) => ({
  run({ editor }) {
    const { tr } = editor.state;
    const { table, tableStart, top, bottom } = tables.selectedRect(editor.state);
    const isThere = partsOf(table)[top] === name;
    table.forEach((row, offset, index) => {
      const own = partsOf(table)[index];
      const left = own === name && isLeaving(index, top, bottom) ? "body" : own;
      const joined = isJoining(index, top, bottom) ? name : own;
      tr.setNodeAttribute(tableStart + offset, "part", isThere ? left : joined);
    });
    editor.view.dispatch(tr);
    return editor.commands.focus();
  },
  isOn(editor) {
    if (!isInTable(editor)) return false;
    const { table, top } = tables.selectedRect(editor.state);
    return partsOf(table)[top] === name;
  },
  isPossible: isInTable,
});

/** A new row stands where the row before it does. */
const partsOf = (table) => {
  const parts = table.content.content.map((row) => row.attrs.part);
  let last = parts.find(Boolean) ?? "body";
  return parts.map((each) => (last = each ?? last));
};
