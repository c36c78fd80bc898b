import { pm } from "./engine.js";
import { clipboard } from "./clipboard.js";
import { linkIn } from "./notelink.js";

const { commands, history, keymap, state: states, view: views } = pm;

/** An editor for `node`, a footnote, in its dialog. */
export const writeIn = (surface, dialog, node) => {
  const place = dialog.querySelector("[data-note]");
  place.replaceChildren();
  const { lineBreak } = node.type.schema.nodes;
  const done = () => {
    dialog.querySelector("[value=ok]").click();
    return true;
  };
  const breakLine = (state, dispatch) => {
    dispatch(state.tr.replaceSelectionWith(lineBreak.create()));
    return true;
  };
  const keys = keymap.keymap({
    "Mod-z": history.undo,
    "Mod-y": history.redo,
    "Mod-Shift-z": history.redo,
    "Mod-b": marking(node, "strong"),
    "Mod-i": marking(node, "em"),
    "Shift-Enter": breakLine,
    Enter: done,
    Escape: () => {
      dialog.close("");
      return true;
    },
  });
  const plugins = [history.history(), keys, keymap.keymap(commands.baseKeymap)];
  const state = states.EditorState.create({ doc: node, plugins });
  const label = surface.parts.words.note;
  const attributes = { class: "prose-notebox", "aria-label": label, "aria-multiline": "true", role: "textbox" };
  const view = new views.EditorView(place, { ...clipboard(surface), state, attributes });
  dialog.querySelector("[data-marks]").onclick = ({ target }) => {
    const { mark } = target.dataset;
    if (mark) marking(node, mark)(view.state, view.dispatch);
    view.focus();
  };
  dialog.querySelector("[data-link]").onclick = () => linkIn(view, dialog.querySelector("[data-href]"));
  queueMicrotask(() => view.focus());
  return view;
};

const marking = (node, name) => commands.toggleMark(node.type.schema.marks[name]);
