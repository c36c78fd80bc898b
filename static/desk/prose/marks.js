import { Mark } from "./engine.js";
import { isSafe } from "./addresses.js";
import { written } from "./attributes.js";

const LINK = "a[href], a[id], a[data-anchor]";

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({
    ...written("href", "href", {
      parseHTML: (element) => (isSafe(element.getAttribute("href") ?? "") ? element.getAttribute("href") : null),
    }),
    ...written("title"),
    ...written("hreflang"),
    ...written("rel"),
  }),
  parseHTML: () => [{ tag: LINK, getAttrs: (element) => (saysNothing(element) ? false : null) }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const saysNothing = (element) =>
  !isSafe(element.getAttribute("href") ?? "") && !element.id && !element.hasAttribute("data-anchor");

/** Several of one kind may lie upon each other: words of one language within those of another. */
const mark = (name, tag, attributes = {}) =>
  Mark.create({
    name,
    excludes: "",
    addAttributes: () => attributes,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag.replace(/[:[].*/, ""), HTMLAttributes, 0],
  });

const OTHERS = {
  language: () => mark("language", "span:is([lang], [dir]):not([data-footnote])"),
  abbr: (name) => mark(name, name, written("title")),
  time: (name) => mark(name, name, written("datetime")),
  ins: (name) => mark(name, name, written("datetime")),
  del: (name) => mark(name, name, written("datetime")),
};

/** In the order in which they lie around each other, the outermost first. */
export const marks = (names) => names.map((name) => (name === "link" ? Link : (OTHERS[name] ?? mark)(name, name)));
