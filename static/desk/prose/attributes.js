import { Extension } from "./engine.js";

/** An attribute that is written as it is, under `html`; null where it is not there. */
export const written = (name, html = name, more = {}) => ({
  [name]: {
    default: null,
    parseHTML: (element) => element.getAttribute(html),
    renderHTML: (attributes) => (attributes[name] === null ? {} : { [html]: attributes[name] }),
    ...more,
  },
});

/** One that is there or is not. */
export const flag = (name, html = name) => ({
  [name]: {
    default: false,
    parseHTML: (element) => element.hasAttribute(html),
    renderHTML: (attributes) => (attributes[name] ? { [html]: "" } : {}),
  },
});

export const BLOCKS = [
  "paragraph", "heading", "bulletList", "orderedList", "definitionList", "rule", "quote", "callout", "keypoints",
  "preformatted", "details", "section", "columns", "live", "tableFrame", "figure", "outside", "gallery", "document",
  "embed",
];
const PARTS = [
  "listItem", "term", "meaning", "speaker", "summary", "tableCaption", "tableRow", "tableCell", "tableHeader", "note",
  "place", "lineBreak",
];
export const MARKS = [
  "q", "link", "language", "ins", "del", "mark", "abbr", "cite", "time", "bdi", "bdo", "strong", "em", "s", "small",
  "sub", "sup", "code", "kbd",
];

/** What stands on anything: the language, and on blocks their names. An id of the text must not be one of the desk's
 * page, so in the editor it is written as data-anchor. */
export const Everywhere = Extension.create({
  name: "everywhere",
  addGlobalAttributes() {
    const anchor = { default: null, keepOnSplit: false };
    return [
      { types: [...BLOCKS, ...PARTS, ...MARKS], attributes: { ...written("lang"), ...written("dir") } },
      {
        types: [...BLOCKS, "link", "place"],
        attributes: {
          ...written("anchor", "data-anchor", {
            ...anchor,
            parseHTML: (element) => element.getAttribute("id") ?? element.getAttribute("data-anchor"),
          }),
        },
      },
      { types: BLOCKS, attributes: written("name", "data-id", anchor) },
    ];
  },
});
