import { pm } from "./engine.js";
import { blockHere, isContainer, pieces } from "./blocks.js";

const TEXTS = new Set(["paragraph", "heading", "preformatted"]);
const isText = ({ state: { selection } }) => TEXTS.has(selection.$from.parent.type.name);

const style = (type, attributes) => ({
  run: ({ editor }) => editor.chain().focus().setNode(type, attributes).run(),
  isOn: (editor) => editor.isActive(type, attributes),
  isPossible: isText,
});

const list = (type) => ({
  run: ({ editor }) => editor.chain().focus().toggleList(type, "listItem").run(),
  isOn: (editor) => editor.isActive(type),
  isPossible: isText,
});

/** Out of a list; where there is none, the content of the innermost block that holds any comes out of it. */
const lift = ({ editor }) => {
  if (editor.chain().focus().liftListItem("listItem").run()) return true;
  const here = containerHere(editor.state);
  if (!here) return false;
  const { tr } = editor.state;
  tr.replaceWith(here.pos, here.pos + here.node.nodeSize, pieces(here.node));
  editor.view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve(here.pos + 1))));
  return editor.commands.focus();
};

const containerHere = (state) => {
  for (let at = blockHere(state); at; at = at.outer()) if (isContainer(at.node)) return at;
  return null;
};

const quote = (attributes) => ({
  run(surface) {
    const { editor } = surface;
    if (editor.isActive("quote", attributes)) return lift(surface);
    return editor.chain().focus().wrapIn("quote", attributes).run();
  },
  isOn: (editor) => editor.isActive("quote", attributes),
});

const LEVELS = [2, 3, 4, 5, 6];

export const styling = {
  paragraph: { ...style("paragraph", {}), isOn: (editor) => editor.isActive("paragraph") },
  ...Object.fromEntries(LEVELS.map((level) => [`heading${level}`, style("heading", { level })])),
  preformatted: style("preformatted", { verse: false }),
  verse: style("preformatted", { verse: true }),
  bulletList: list("bulletList"),
  orderedList: list("orderedList"),
  quote: quote({}),
  sink: {
    run: ({ editor }) => editor.chain().focus().sinkListItem("listItem").run(),
    isPossible: (editor) => editor.can().sinkListItem("listItem"),
  },
  lift: { run: lift, isPossible: (editor) => editor.isActive("listItem") || Boolean(containerHere(editor.state)) },
};
