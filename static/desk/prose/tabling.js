import { pm } from "./engine.js";
import { cell } from "./cellbox.js";
import { belowHead, part } from "./tableparts.js";

const { tables } = pm;
const isInTable = ({ state }) => tables.isInTable(state);

/** A command of the engine; `mend` has the last word on what it does. */
const engine = (command, mend = (tr) => tr) => ({
  run({ editor }) {
    const { state, view } = editor;
    return command(state, (tr) => view.dispatch(mend(tr, state))) && editor.commands.focus();
  },
  isPossible: (editor) => isInTable(editor) && command(editor.state),
});

export const tabling = {
  rowAbove: engine(tables.addRowBefore),
  rowBelow: engine(tables.addRowAfter, belowHead),
  columnBefore: engine(tables.addColumnBefore),
  columnAfter: engine(tables.addColumnAfter),
  removeRow: engine(tables.deleteRow),
  removeColumn: engine(tables.deleteColumn),
  merge: engine(tables.mergeCells),
  split: engine(tables.splitCell),
  head: part("head", (index, _top, bottom) => index < bottom, (index, top) => index >= top),
  foot: part("foot", (index, top) => index >= top, (index, _top, bottom) => index < bottom),
  cell: { run: cell, isPossible: isInTable },
};
