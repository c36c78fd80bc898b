export const isFull = (cell) => Boolean(cell.textContent.trim() || cell.querySelector("img"));

/** Whether a row, as it was `made` and as it came, names those below it. */
export const isHead = (made, row) => {
  if (row.parentElement.tagName === "THEAD") return true;
  const full = [...made.cells].filter(isFull);
  return full.length > 1 && full.every((cell) => cell.tagName === "TH" || isBold(cell));
};

const isBold = ({ childNodes, firstChild }) => childNodes.length === 1 && firstChild.nodeName === "STRONG";

/** What is bold only because it is in the head is so by itself. */
export const asHead = (row) => {
  for (const cell of [...row.cells]) {
    const head = row.ownerDocument.createElement("th");
    for (const { name, value } of cell.attributes) head.setAttribute(name, value);
    head.append(...(isBold(cell) ? cell.firstChild.childNodes : cell.childNodes));
    cell.replaceWith(head);
  }
  return row;
};
