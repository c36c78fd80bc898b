const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi;
const STYLES = /<style\b.*?(?:<\/style\s*>|$)/gis;
const ACTIVE = /"[^"]*"|'[^']*'|(?<![\w-])(?:style|on\w+)(?=[\s\u0000]*=)/gi;

/** HTML whose styles and handlers are data. They would do nothing in a tree that is not shown, but the browser tells of
 * them as if the page had broken its policy. */
export const disarmed = (html) =>
  html.replace(STYLES, "").replace(TAG, (tag) => tag.replace(ACTIVE, asData));

// What stands in quotes is what an attribute says.
const asData = (part) => (/^["']/.test(part) ? part : `data-${part}`);

/** HTML as a tree that runs and loads nothing. */
export const bodyOf = (html) => new DOMParser().parseFromString(disarmed(html), "text/html").body;

/** An empty document for elements that are not to be shown. */
export const nowhere = () => document.implementation.createHTMLDocument("");

const BLOCK_TAGS = new Set(
  "P H2 H3 H4 H5 H6 UL OL DL HR BLOCKQUOTE ASIDE TABLE PRE DETAILS SECTION FIGURE DIV".split(" "),
);
export const isBlock = (node) => BLOCK_TAGS.has(node.nodeName);
export const isBlank = (node) => node.nodeType !== Node.ELEMENT_NODE && !/[^ \t\r\n\f]/.test(node.data ?? "");

/** Put the content of an element in its place. */
export const unwrap = (element) => element.replaceWith(...element.childNodes);

/** An attribute with this value, or none where there is none. */
export const setOrRemove = (dom, name, value) =>
  value === null || value === undefined ? dom.removeAttribute(name) : dom.setAttribute(name, value);
