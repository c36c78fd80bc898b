import { Extension, pm } from "./engine.js";
import { found } from "./finding.js";

const key = new pm.state.PluginKey("search");
const NOTHING = { query: "", matchCase: false, places: [], current: -1 };

/** What is looked for and where it stands: kept in step with the text. */
export const Search = Extension.create({
  name: "search",
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      key,
      state: {
        init: () => NOTHING,
        apply(tr, before, _old, { doc }) {
          const asked = { ...before, ...tr.getMeta(key) };
          if (!tr.getMeta(key) && !(tr.docChanged && before.query)) return before;
          const places = found(doc, asked.query, asked.matchCase);
          const current = asked.from === undefined ? asked.current : places.findIndex(({ from }) => from >= asked.from);
          // Behind the last one it goes on with the first.
          return { ...asked, from: undefined, places, current: Math.min(Math.max(current, 0), places.length - 1) };
        },
      },
      props: { decorations: (state) => drawn(state, key.getState(state)) },
    }),
  ],
});

const drawn = ({ doc }, { places, current }) => {
  const { Decoration, DecorationSet } = pm.view;
  const marks = places.map(({ from, to, note }, index) => {
    const mark = { class: index === current ? "prose-found prose-found--here" : "prose-found" };
    if (note === undefined) return Decoration.inline(from, to, mark);
    return Decoration.node(note, note + doc.nodeAt(note).nodeSize, mark);
  });
  return DecorationSet.create(doc, marks);
};

export const searchOf = ({ editor }) => key.getState(editor.state);

export const look = ({ editor }, change) => editor.view.dispatch(editor.state.tr.setMeta(key, change));
