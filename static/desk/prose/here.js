import { Extension, pm } from "./engine.js";

const FRAMED = new Set([
  "quote", "callout", "keypoints", "preformatted", "details", "section", "columns", "live", "tableFrame", "figure",
  "outside", "gallery", "document", "embed", "kept",
]);

/** The innermost block with a frame that holds the selection, or is selected: `{ node, pos }`. */
export const frameHere = ({ selection }) => {
  const { node, $from } = selection;
  if (node && FRAMED.has(node.type.name)) return { node, pos: $from.pos };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (FRAMED.has($from.node(depth).type.name)) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
};

/** Marks that block, so that only its bar has tools on it. */
export const Here = Extension.create({
  name: "here",
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      props: {
        decorations(state) {
          const here = frameHere(state);
          if (!here) return null;
          const { Decoration, DecorationSet } = pm.view;
          const mark = Decoration.node(here.pos, here.pos + here.node.nodeSize, { class: "prose-here" });
          return DecorationSet.create(state.doc, [mark]);
        },
      },
    }),
  ],
});
