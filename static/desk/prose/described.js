// Bars stand over the upper and the lower edge of the window: what is written stays clear of them.
const MARGIN = { top: 110, bottom: 110, left: 5, right: 5 };
export const ROOM = { scrollMargin: MARGIN, scrollThreshold: MARGIN };

/** What the text says of itself to those who do not see it. */
export const described = (root, textarea) => ({
  "aria-label": root.dataset.label || textarea.labels[0]?.textContent.replace(/:\s*$/, "") || "",
  "aria-multiline": "true",
  "aria-describedby": textarea.getAttribute("aria-describedby") ?? "",
  class: "prose-text",
  spellcheck: "true",
});
