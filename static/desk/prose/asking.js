import { ask } from "./dialogs.js";
import { insertBlock } from "./placing.js";

const table = async (surface) => {
  const answer = await ask(surface, "table", { rows: "3", columns: "3", head: "yes" });
  if (!answer) return surface.editor.commands.focus();
  const row = (index) => {
    const isHead = Boolean(answer.head) && index === 0;
    const cell = { type: isHead ? "tableHeader" : "tableCell", content: [{ type: "paragraph" }] };
    const content = Array(Number(answer.columns)).fill(cell);
    return { type: "tableRow", attrs: { part: isHead ? "head" : "body" }, content };
  };
  const rows = Array.from({ length: Number(answer.rows) }, (_, index) => row(index));
  const frame = { type: "tableFrame", content: [{ type: "tableCaption" }, { type: "table", content: rows }] };
  return insertBlock(surface, surface.editor.schema.nodeFromJSON(frame));
};

const place = async (surface) => {
  const { editor } = surface;
  const attrs = await ask(surface, "place");
  return attrs ? editor.chain().focus().insertContent({ type: "place", attrs }).run() : editor.commands.focus();
};

const embed = async (surface) => {
  const { schema, commands } = surface.editor;
  const answer = await ask(surface, "embed");
  return answer ? insertBlock(surface, schema.nodes.embed.create({ address: answer.address })) : commands.focus();
};

/** Blocks that have to know something before they are there. */
export const asking = {
  table: { run: table },
  place: { run: place },
  embed: { run: embed },
};
