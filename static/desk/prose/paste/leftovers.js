const LEFT =
  "[data-style*='element:footnote-list'], [data-style*='element:endnote-list'], .footnotes, section, ol, ul, hr";

/** What held the notes and holds nothing now, and the rule before them. */
export const dropLeftovers = (body) => {
  for (const list of [...body.querySelectorAll(LEFT)].reverse()) {
    if (!textAfter(list, body) && !list.textContent.trim() && !list.querySelector("img")) list.remove();
  }
};

const textAfter = (element, body) => {
  const range = element.ownerDocument.createRange();
  range.setStartAfter(element);
  range.setEndAfter(body.lastChild);
  return range.toString().trim();
};
