const PARTS = { THEAD: "head", TBODY: "body", TFOOT: "foot" };

/** In the order in which they are written: a foot may stand before the body. */
export const ownRows = (table) => [...table.querySelectorAll(":scope > tr, :scope > * > tr")];

/** The rows of a table's element as nodes; `inside(node, element)` reads an element into a node. */
export const rowsOf = (table, schema, inside) =>
  ownRows(table).map((row) => {
    const part = row.parentElement;
    const attrs = {
      ...languageOf(row),
      part: PARTS[part.tagName] ?? "body",
      begins: row === part.rows[0] && part.previousElementSibling?.tagName === part.tagName,
      partLang: part.lang || null,
      partDir: part.dir || null,
    };
    const cells = [...row.cells].map((cell) => inside(emptyCell(cell, schema), cell));
    return schema.nodes.tableRow.create(attrs, cells);
  });

const languageOf = (element) => ({
  lang: element.getAttribute("lang"),
  dir: element.getAttribute("dir"),
});

const emptyCell = (cell, { nodes }) =>
  (cell.tagName === "TH" ? nodes.tableHeader : nodes.tableCell).create({
    ...languageOf(cell),
    colspan: Number(cell.getAttribute("colspan")) || 1,
    rowspan: Number(cell.getAttribute("rowspan")) || 1,
    align: cell.getAttribute("data-align"),
    scope: cell.getAttribute("scope"),
  });
