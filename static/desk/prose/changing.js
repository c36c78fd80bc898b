import { pm } from "./engine.js";
import { blockHere } from "./blocks.js";
import { ask } from "./dialogs.js";
import { frameHere } from "./here.js";
import { readAll } from "./reading.js";
import { tidy } from "./tidy.js";
import { write } from "./writing.js";

/** With what it leaves empty; of the last block of all an empty paragraph stays. */
const remove = ({ editor }) => {
  const { tr, schema } = editor.state;
  let here = blockHere(editor.state);
  while (here.outer() && !isSpare(here)) here = here.outer();
  const { node, pos } = here;
  tr.replaceWith(pos, pos + node.nodeSize, isSpare(here) ? [] : schema.nodes.paragraph.create());
  tr.setSelection(pm.state.Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)), -1));
  editor.view.dispatch(tr.scrollIntoView());
  return editor.commands.focus();
};

const isSpare = ({ parent, index }) =>
  parent.type.validContent(pm.model.Fragment.from(parent.content.content.toSpliced(index, 1)));

const settings = async (surface) => {
  const { editor } = surface;
  const here = blockHere(editor.state);
  const { node, pos } = here.node.type.name === "listItem" ? here.outer() : here;
  const answer = await ask(surface, node.type.name === "orderedList" ? "numbers" : "settings", node.attrs);
  const { tr } = editor.state;
  for (const [name, value] of Object.entries(answer ?? {})) {
    const isFlag = typeof node.attrs[name] === "boolean";
    if (name in node.attrs) tr.setNodeAttribute(pos, name, isFlag ? Boolean(value) : value);
  }
  if (tr.docChanged) editor.view.dispatch(tr);
  return editor.commands.focus();
};

/** The block as HTML, and what is made of it back in its place. */
const source = async (surface) => {
  const { editor } = surface;
  const { node, pos } = frameHere(editor.state) ?? blockHere(editor.state);
  const answer = await ask(surface, "source", { html: write(node) });
  if (answer) {
    const { content } = readAll(tidy(answer.html ?? ""), editor.schema, surface.known);
    editor.view.dispatch(editor.state.tr.replaceWith(pos, pos + node.nodeSize, content));
  }
  return editor.commands.focus();
};

const isSomewhere = ({ state }) => Boolean(blockHere(state));

export const changing = {
  remove: { run: remove, isPossible: isSomewhere },
  settings: { run: settings, isPossible: isSomewhere },
  source: { run: source, isPossible: isSomewhere },
};
