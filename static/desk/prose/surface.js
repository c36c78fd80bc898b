import { Dropcursor, Editor, Gapcursor, UndoRedo } from "./engine.js";
import { Everywhere, MARKS } from "./attributes.js";
import { asides } from "./asides.js";
import { clipboard } from "./clipboard.js";
import { ROOM, described } from "./described.js";
import { Enter } from "./enter.js";
import { figures } from "./figures.js";
import { Here } from "./here.js";
import { Hints } from "./hints.js";
import { kept } from "./kept.js";
import { Keys } from "./keys.js";
import { lists } from "./lists.js";
import { marks } from "./marks.js";
import { Names } from "./names.js";
import { notes } from "./notes.js";
import { preformatted } from "./preformatted.js";
import { quotes } from "./quotes.js";
import { readAll } from "./reading.js";
import { Search } from "./search.js";
import { sections } from "./sections.js";
import { tables } from "./tables.js";
import { terms } from "./terms.js";
import { text } from "./text.js";
import { things } from "./things.js";
import { writeAll } from "./writing.js";

const NODES = [text, lists, terms, quotes, asides, preformatted, sections, figures, things, tables, kept, notes].flat();
const TOOLS = [Everywhere, Enter, Keys, Names, Here, Hints, Search, UndoRedo, Gapcursor];

/** The editor over a textarea, which it keeps in step. `parts` gives frames and dialogs: see parts.js. */
export const makeSurface = (root, textarea, parts) => {
  const surface = { root, textarea, parts, known: new WeakMap() };
  surface.html = () => writeAll(surface.editor.state.doc, surface.known);
  surface.editor = new Editor({
    element: root.querySelector("[data-text]"),
    extensions: [...NODES, ...marks(MARKS), ...TOOLS, Dropcursor.configure({ class: "prose-drop" })],
    // Tiptap's few rules stand in our own style sheet: no style element, nothing for the policy to allow.
    injectCSS: false,
    surface,
    editorProps: { ...clipboard(surface), ...ROOM, attributes: described(root, textarea) },
    onBeforeCreate({ editor }) {
      editor.options.content = readAll(textarea.value, editor.schema, surface.known);
    },
    onUpdate() {
      textarea.value = surface.html();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  return surface;
};
