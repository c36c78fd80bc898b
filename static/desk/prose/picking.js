import { pick } from "./picker.js";
import { insertBlock } from "./placing.js";
import { frameHere } from "./here.js";
import { editNote } from "./notebox.js";

export const figureOf = (schema, { id }) => schema.nodes.figure.create({ image: id });

const image = async (surface, file = null) => {
  const [item] = await pick(surface, "image", { file });
  return item ? insertBlock(surface, figureOf(surface.editor.schema, item)) : surface.editor.commands.focus();
};

/** Another picture in the place of this one, ours for one of elsewhere too. The caption stays. */
const change = async (surface) => {
  const { editor } = surface;
  const { node, pos } = frameHere(editor.state);
  const [item] = await pick(surface, "image");
  if (item) {
    const { name, anchor, lang, dir, width = null } = node.attrs;
    const attrs = { name, anchor, lang, dir, width, image: item.id };
    editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, editor.schema.nodes.figure, attrs));
  }
  return editor.commands.focus();
};

const KINDS = { audio: "audio", video: "video" };
const kindOf = ({ media_type: type }) => KINDS[type.split("/")[0]] ?? "file";

const document = async (surface, file = null) => {
  const [item] = await pick(surface, "document", { file });
  if (!item) return surface.editor.commands.focus();
  const attrs = { kind: kindOf(item), document: item.id };
  return insertBlock(surface, surface.editor.schema.nodes.document.create(attrs));
};

export const picking = {
  image: { run: (surface) => image(surface) },
  change: { run: change },
  document: { run: (surface) => document(surface) },
  note: { run: (surface) => editNote(surface, selectedNote(surface.editor.state)) },
};

const selectedNote = ({ selection }) => (selection.node?.type.name === "note" ? selection.from : undefined);

/** Files that were dropped or pasted go into the library first, one after the other. */
export const takeFiles = async (surface, files) => {
  for (const file of files) await (file.type.startsWith("image/") ? image : document)(surface, file);
};
