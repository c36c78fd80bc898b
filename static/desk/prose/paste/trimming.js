/** Without spaces and breaks at the ends, and without marks around nothing. */
export const trimmed = (line) => {
  for (const note of line.querySelectorAll("[data-footnote]")) trimmed(note);
  for (const mark of [...line.querySelectorAll(":not(br)")].reverse()) {
    if (!mark.textContent.trim()) mark.replaceWith(...(mark.textContent ? [" "] : []), ...mark.querySelectorAll("br"));
  }
  line.normalize();
  trimEnd(line, "firstChild", /^[\s\u00a0]+/);
  trimEnd(line, "lastChild", /[\s\u00a0]+$/);
  return line;
};

const trimEnd = (line, end, spaces) => {
  let node = line[end];
  while (node && (node.nodeName === "BR" || (node.nodeType === Node.TEXT_NODE && !node.data.replace(spaces, "")))) {
    node.remove();
    node = line[end];
  }
  if (node?.nodeType === Node.TEXT_NODE) node.data = node.data.replace(spaces, "");
};
