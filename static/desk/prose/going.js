import { pm } from "./engine.js";

/** Do it, with the cursor in the first text at or behind `pos`. */
export const goTo = (editor, tr, pos) => {
  editor.view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve(pos))).scrollIntoView());
  return true;
};
