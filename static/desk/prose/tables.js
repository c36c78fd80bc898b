import { Node, pm } from "./engine.js";
import { cells, withRole } from "./cells.js";
import { framed } from "./frame.js";
import { rowsOf } from "./rows.js";

/** A table and what it shows. The engine's tables have rows and nothing else, so the caption stands beside one here. */
const TableFrame = Node.create({
  name: "tableFrame",
  group: "block entry",
  content: "tableCaption table",
  isolating: true,
  parseHTML: () => [
    { tag: "div[data-table]" },
    {
      tag: "table",
      getContent: (element, schema) => {
        const caption = element.querySelector(":scope > caption") ?? document.createElement("caption");
        const inside = (topNode, from) =>
          pm.model.DOMParser.fromSchema(schema).parse(from, { topNode, preserveWhitespace: "full" });
        const { tableCaption, table } = schema.nodes;
        const language = { lang: caption.lang || null, dir: caption.dir || null };
        return pm.model.Fragment.from([
          inside(tableCaption.create(language), caption),
          table.create(null, rowsOf(element, schema, inside)),
        ]);
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["div", { "data-table": "", ...HTMLAttributes }, 0],
  addNodeView: () => framed("tableFrame"),
  addProseMirrorPlugins: () => [pm.tables.tableEditing()],
  addKeyboardShortcuts() {
    const go = (by) => () => pm.tables.goToNextCell(by)(this.editor.state, this.editor.view.dispatch);
    return { Tab: go(1), "Shift-Tab": go(-1) };
  },
});

const TableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "p[data-caption]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["p", { "data-caption": "", ...HTMLAttributes }, 0],
});

const Table = withRole("table", {
  name: "table",
  content: "tableRow+",
  isolating: true,
  parseHTML: () => [{ tag: "table", context: "tableFrame/", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
});

export const tables = [TableFrame, TableCaption, Table, ...cells];
