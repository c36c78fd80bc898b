import { pm } from "./engine.js";
import { look, searchOf } from "./search.js";

/** To the next place or the one before, round the ends. */
export const step = (surface, by) => {
  const { places, current } = searchOf(surface);
  if (!places.length) return false;
  const next = (current + by + places.length) % places.length;
  look(surface, { current: next });
  show(surface, places[next]);
  return true;
};

const show = ({ editor }, { from, to, note }) => {
  const { NodeSelection, TextSelection } = pm.state;
  const { tr } = editor.state;
  const selection = note === undefined ? TextSelection.create(tr.doc, from, to) : NodeSelection.create(tr.doc, note);
  editor.view.dispatch(tr.setSelection(selection).scrollIntoView());
  editor.view.dom.querySelector(".prose-found--here")?.scrollIntoView({ block: "center" });
};

export const openSearch = ({ root, editor }) => {
  const panel = root.querySelector("[data-search]");
  panel.hidden = false;
  const { from, to } = editor.state.selection;
  const words = editor.state.doc.textBetween(from, to, "\n");
  const field = panel.querySelector("[name=query]");
  if (words && !words.includes("\n")) field.value = words;
  field.focus();
  field.select();
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
