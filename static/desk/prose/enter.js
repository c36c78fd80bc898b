import { Extension, pm } from "./engine.js";
import { emptyMeaning, meaningOf, outOfList } from "./definitions.js";
import { goTo } from "./going.js";
import { editNote } from "./notebox.js";

const CAPTIONED = new Set(["figure", "outside", "document", "embed", "speaker"]);

/** What the Enter key does where a paragraph cannot simply be parted. */
export const Enter = Extension.create({
  name: "enter",
  priority: 400,
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      Enter() {
        const { selection } = editor.state;
        if (selection.node?.type.name === "note") return editNote(editor.options.surface, selection.from);
        const name = selection.$from.parent.type.name;
        if (CAPTIONED.has(name)) return leave(editor, name);
        if (name === "summary" || name === "tableCaption") return goOn(editor, selection.$from.after());
        if (name === "term") return outOfList(editor) || meaningOf(editor);
        if (name === "paragraph" && selection.empty) return emptyMeaning(editor) || paragraphBefore(editor);
        return false;
      },
    };
  },
});

/** Out of a caption into a new paragraph behind what it belongs to, behind a gallery even. */
const leave = (editor, name) => {
  const { tr, schema, selection } = editor.state;
  const { $from } = selection;
  let depth = name === "speaker" ? $from.depth - 1 : $from.depth;
  if ($from.node(depth - 1).type.name === "gallery") depth -= 1;
  tr.insert($from.after(depth), schema.nodes.paragraph.create());
  return goTo(editor, tr, $from.after(depth));
};

const goOn = (editor, pos) => goTo(editor, editor.state.tr, pos);

/** At the beginning of a paragraph a new one goes before it: the text stays what it is, with its name. */
const paragraphBefore = (editor) => {
  const { tr, schema, selection } = editor.state;
  const { $from } = selection;
  const isInList = $from.depth > 1 && $from.node(-1).type.name === "listItem";
  if ($from.parentOffset > 0 || !$from.parent.content.size || isInList) return false;
  tr.insert($from.before(), schema.nodes.paragraph.create());
  const cursor = pm.state.TextSelection.create(tr.doc, tr.mapping.map($from.pos));
  editor.view.dispatch(tr.setSelection(cursor).scrollIntoView());
  return true;
};
