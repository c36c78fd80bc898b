import { blockHere } from "./blocks.js";
import { figureOf } from "./picking.js";
import { pick } from "./picker.js";
import { insertBlock } from "./placing.js";

const gallery = async (surface) => {
  const items = await pick(surface, "image", { several: true });
  const { schema, commands } = surface.editor;
  if (!items.length) return commands.focus();
  return insertBlock(surface, schema.nodes.gallery.create(null, items.map((item) => figureOf(schema, item))));
};

/** More pictures at the end of the gallery that the cursor is in. */
const more = async (surface) => {
  const { editor } = surface;
  const here = galleryHere(editor.state);
  if (!here) return false;
  const items = await pick(surface, "image", { several: true });
  const caption = here.node.lastChild.type.name === "paragraph" ? here.node.lastChild.nodeSize : 0;
  const place = here.pos + here.node.nodeSize - 1 - caption;
  editor.view.dispatch(editor.state.tr.insert(place, items.map((item) => figureOf(editor.schema, item))));
  return editor.commands.focus();
};

const galleryHere = (state) => {
  let at = blockHere(state);
  while (at && at.node.type.name !== "gallery") at = at.outer();
  return at;
};

export const galleries = {
  gallery: { run: gallery },
  more: { run: more },
};
