import { ownRows } from "./rows.js";

const TAGS = { head: "thead", body: "tbody", foot: "tfoot" };

/** The stored form of a table as the editor's nodes are written: the caption and the parts in the table itself. */
export const settleTable = (frame) => {
  const [caption, table] = frame.children;
  for (const { name, value } of frame.attributes) if (name !== "data-table") table.setAttribute(name, value);
  const rows = ownRows(table);
  table.replaceChildren();
  if (caption.hasChildNodes()) table.append(renamed(caption, "caption"));
  const first = rows.find((row) => row.dataset.part)?.dataset.part ?? "body";
  let part;
  for (const row of rows) {
    const name = row.dataset.part ?? part ?? first;
    if (name !== part || "begins" in row.dataset) table.append(newPart(table, TAGS[name], row));
    part = name;
    for (const each of ["data-part", "data-begins", "data-part-lang", "data-part-dir"]) row.removeAttribute(each);
    table.lastElementChild.append(row);
  }
  frame.replaceWith(table);
};

const newPart = (table, tag, { dataset }) => {
  const part = table.ownerDocument.createElement(tag);
  if (dataset.partLang) part.lang = dataset.partLang;
  if (dataset.partDir) part.dir = dataset.partDir;
  return part;
};

/** The same content and language in an element of another name. */
const renamed = (element, tag) => {
  const fresh = element.ownerDocument.createElement(tag);
  for (const name of ["lang", "dir"]) {
    if (element.hasAttribute(name)) fresh.setAttribute(name, element.getAttribute(name));
  }
  fresh.append(...element.childNodes);
  return fresh;
};
