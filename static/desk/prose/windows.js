import { pm } from "./engine.js";
import { ask } from "./dialogs.js";
import { openSearch, step } from "./stepping.js";

const { history } = pm;

export const windows = {
  undo: {
    run: ({ editor }) => editor.chain().focus().undo().run(),
    isPossible: ({ state }) => history.undoDepth(state) > 0,
  },
  redo: {
    run: ({ editor }) => editor.chain().focus().redo().run(),
    isPossible: ({ state }) => history.redoDepth(state) > 0,
  },
  find: { run: openSearch },
  findNext: { run: (surface) => step(surface, 1) },
  fullscreen: {
    run({ root, editor }) {
      root.classList.toggle("prose--full");
      document.documentElement.classList.toggle("prose-is-full", root.classList.contains("prose--full"));
      return editor.commands.focus();
    },
    isOn: ({ options }) => options.surface.root.classList.contains("prose--full"),
  },
  shortcuts: { run: (surface) => ask(surface, "shortcuts").then(() => surface.editor.commands.focus()) },
};
