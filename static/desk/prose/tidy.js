import { bodyOf } from "./html.js";
import { dropJunk } from "./paste/junk.js";

const ATTRIBUTES = new Set([
  "id", "lang", "dir", "href", "title", "hreflang", "rel", "datetime", "start", "reversed", "type", "colspan",
  "rowspan", "scope", "data-id", "data-block", "data-title", "data-time", "data-image", "data-alt", "data-decorative",
  "data-width", "data-src", "data-w", "data-h", "data-document", "data-embed", "data-language", "data-align",
  "data-footnote", "data-references",
]);

/** HTML that somebody wrote by hand without what is never kept of it. What is, is decided when it is saved. */
export const tidy = (html) => {
  const body = bodyOf(html);
  dropJunk(body);
  for (const element of body.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) if (!ATTRIBUTES.has(name)) element.removeAttribute(name);
  }
  return body.innerHTML;
};
