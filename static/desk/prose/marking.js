import { ask } from "./dialogs.js";
import { MARKS } from "./attributes.js";
import { addressOf } from "./addresses.js";

const DATED = new Set(["ins", "del"]);
const today = () => new Date().toISOString().slice(0, 10);
const hasWords = ({ state }) => !state.selection.empty;

const toggle = (name) => ({
  run: ({ editor }) => editor.chain().focus().toggleMark(name, DATED.has(name) ? { datetime: today() } : {}).run(),
  isOn: (editor) => editor.isActive(name),
});

/** A mark that says something more, which a dialog asks for. */
const asked = (name, prepare) => ({
  async run(surface) {
    const { editor } = surface;
    const isThere = editor.isActive(name);
    if (isThere) editor.commands.extendMarkRange(name);
    const before = editor.getAttributes(name);
    const values = { ...before, isThere, needsWords: editor.state.selection.empty };
    const answer = await ask(surface, name, values, prepare);
    if (!answer) return editor.commands.focus();
    const { verb, words, ...said } = answer;
    const attributes = { ...before, ...said };
    const chain = editor.chain().focus();
    if (verb === "remove") return chain.unsetMark(name).run();
    if (editor.state.selection.empty) {
      const around = editor.state.selection.$from.marks().map((mark) => mark.toJSON());
      const marks = [...around, { type: name, attrs: attributes }];
      return chain.insertContent({ type: "text", text: words || attributes.href, marks }).run();
    }
    return chain.unsetMark(name).setMark(name, attributes).run();
  },
  isOn: (editor) => editor.isActive(name),
  isPossible: (editor) => name === "link" || editor.isActive(name) || hasWords(editor),
});

/** Tells at once what cannot be an address, and writes out what is only the beginning of one. */
const watchAddress = (_dialog, form) => {
  const field = form.elements.href;
  const check = () => {
    field.setCustomValidity(!field.value.trim() || addressOf(field.value) ? "" : field.dataset.wrong);
  };
  const settle = () => (field.value = addressOf(field.value) ?? field.value);
  field.oninput = check;
  field.onchange = settle;
  check();
};

const ASKED = ["abbr", "time", "language", "bdo"];

export const marking = {
  ...Object.fromEntries(MARKS.map((name) => [name, ASKED.includes(name) ? asked(name) : toggle(name)])),
  link: asked("link", watchAddress),
  plain: { run: ({ editor }) => editor.chain().focus().unsetAllMarks().run(), isPossible: hasWords },
};
