import { pm } from "./engine.js";
import { ask } from "./dialogs.js";
import { writeIn } from "./notewriting.js";
import { startReferences } from "./references.js";

/** A small editor for the text of a footnote, in a dialog. `pos` is where the note stands; without it a new one is put
 * where the cursor is. */
export const editNote = (surface, pos) => {
  const { editor } = surface;
  const { note } = editor.schema.nodes;
  const before = pos === undefined ? note.create() : editor.state.doc.nodeAt(pos);
  let inner;
  let references;
  const prepare = (dialog) => {
    inner = writeIn(surface, dialog, before);
    references = startReferences(surface, dialog, before.attrs.references ?? "");
    return () => inner.destroy();
  };
  ask(surface, "note", { isThere: pos !== undefined }, prepare).then((answer) => {
    if (answer?.verb === "remove") put(editor, pos, null);
    else if (answer) {
      const attrs = { ...before.attrs, references: references() };
      put(editor, pos, note.create(attrs, inner.state.doc.content));
    }
    editor.commands.focus();
  });
  return true;
};

/** Into its place, or where the cursor is, in the marks that are on there; an empty one is none. */
const put = (editor, pos, node) => {
  const { tr, doc, selection } = editor.state;
  const from = pos ?? selection.to;
  const to = pos === undefined ? from : from + doc.nodeAt(from).nodeSize;
  const marks = doc.resolve(to).marks().filter(({ type }) => type.name !== "link");
  const isEmpty = !node?.textContent.trim() && !node?.attrs.references;
  const found = isEmpty ? [] : [node.mark(marks)];
  tr.replaceWith(from, to, found);
  tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(from + (isEmpty ? 0 : node.nodeSize))));
  editor.view.dispatch(tr.scrollIntoView());
};
