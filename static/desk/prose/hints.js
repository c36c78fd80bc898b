import { Extension, pm } from "./engine.js";

const LINES = new Set(["summary", "speaker", "tableCaption", "term"]);

/** What an empty line is for, where no frame says it. */
export const Hints = Extension.create({
  name: "hints",
  addProseMirrorPlugins() {
    const { words } = this.editor.options.surface.parts;
    const { Decoration, DecorationSet } = pm.view;
    const drawn = (doc) => {
      const hints = [];
      doc.descendants((node, pos) => {
        const { name } = node.type;
        const hint = { class: "prose-hint", "data-hint": words[name] };
        if (LINES.has(name) && !node.content.size) hints.push(Decoration.node(pos, pos + node.nodeSize, hint));
        return !node.inlineContent;
      });
      return DecorationSet.create(doc, hints);
    };
    return [
      new pm.state.Plugin({
        state: { init: (_, { doc }) => drawn(doc), apply: (tr, before) => (tr.docChanged ? drawn(tr.doc) : before) },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
      }),
    ];
  },
});
