import { asHead, isFull, isHead } from "./heads.js";
import { tight } from "./tight.js";

const END = /text-align:\s*(?:right|end)/i;
const runsToEnd = (element) =>
  END.test(element.getAttribute("data-style") ?? "") || /^right$/i.test(element.getAttribute("align") ?? "");
const isEnd = (cell) => runsToEnd(cell) || (cell.children.length === 1 && runsToEnd(cell.firstElementChild));

/** A pasted table with its rows and cells and nothing of how they looked. A first row of nothing but headers, or all in
 * bold, is the head; a table around a single cell was there for its looks. */
export const tableOf = (source, maker) => {
  const rows = [...source.rows].filter((row) => [...row.cells].some(isFull));
  if (rows.length === 1 && rows[0].cells.length === 1) return maker.blocksOf(rows[0].cells[0]);
  const made = rows.map((row) => rowOf(row, maker));
  const heads = made.findIndex((row, index) => !isHead(row, rows[index]));
  const result = maker.new("table");
  const caption = source.caption?.textContent.replace(/\s+/g, " ").trim();
  if (caption) result.append(Object.assign(maker.new("caption"), { textContent: caption }));
  const count = heads < 0 ? (made.length > 1 ? 1 : 0) : firstAlone(heads, rows);
  if (count) result.append(partOf("thead", made.slice(0, count).map(asHead), maker));
  if (made.length > count) result.append(partOf("tbody", made.slice(count), maker));
  return made.length ? [result] : [];
};

/** Without a head of its own in the page a table has one row of it at most. */
const firstAlone = (heads, rows) => (rows[0].parentElement.tagName === "THEAD" ? heads : Math.min(heads, 1));

const partOf = (tag, rows, maker) => {
  const part = maker.new(tag);
  part.append(...rows);
  return part;
};

const rowOf = (row, maker) => {
  const result = maker.new("tr");
  for (const cell of row.cells) {
    const made = tight(maker.new(cell.tagName === "TH" ? "th" : "td"), cell, maker);
    for (const name of ["colspan", "rowspan"]) {
      if (cell.getAttribute(name) > 1) made.setAttribute(name, cell.getAttribute(name));
    }
    if (isEnd(cell)) made.dataset.align = "end";
    result.append(made);
  }
  return result;
};
