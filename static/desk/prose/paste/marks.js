import { isSafe } from "../addresses.js";

export const KEPT = new Set(
  "A ABBR BDI BDO CITE CODE DEL EM INS KBD MARK Q S SMALL SPAN STRONG SUB SUP TIME".split(" "),
);
const SYNONYMS = {
  B: "STRONG", I: "EM", STRIKE: "S", TT: "CODE", SAMP: "CODE", VAR: "EM", DFN: "EM", ACRONYM: "ABBR",
};
const ATTRIBUTES = {
  A: ["href", "title", "hreflang"],
  ABBR: ["title"],
  BDO: ["dir"],
  DEL: ["datetime"],
  INS: ["datetime"],
  SPAN: ["lang", "dir", "data-footnote"],
  TIME: ["datetime"],
};
const FONT_STYLES = [
  ["STRONG", /(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/i, /(?<![\w-])font-weight:\s*(?:normal|[1-5]00)/i],
  ["EM", /(?<![\w-])font-style:\s*(?:italic|oblique)/i, /(?<![\w-])font-style:\s*normal/i],
  ["S", /(?<![\w-])text-decoration[^;]*line-through/i],
  ["SUP", /(?<![\w-])vertical-align:\s*super/i],
  ["SUB", /(?<![\w-])vertical-align:\s*sub(?!\w)/i],
];

export const nameOf = ({ tagName }) => SYNONYMS[tagName] ?? tagName;

/** Fresh elements, the outermost first, for what an element and – of what stands in a line – its style say. */
export const marksOf = (source, isInline, maker) => {
  const style = source.getAttribute("data-style") ?? "";
  const own = nameOf(source);
  const names = new Set(KEPT.has(own) && saysSomething(source, own, maker) ? [own] : []);
  for (const [name, yes, no] of FONT_STYLES) {
    if (yes.test(style) && isInline) names.add(name);
    else if (no?.test(style) && names.size === 1) names.delete(name);
  }
  if (maker.isBold) names.delete("STRONG");
  return [...names].map((name) => withAttributes(maker.new(name), name === own ? source : null));
};

const saysSomething = (source, name, { found }) => {
  if (name === "A") return isSafe(source.getAttribute("href") ?? "") && !/^#/.test(source.getAttribute("href"));
  if (name !== "SPAN") return name !== "BDO" || source.hasAttribute("dir");
  return source.dataset.footnote !== undefined || (source.hasAttribute("lang") && !found.office);
};

const withAttributes = (element, source) => {
  for (const name of (source && ATTRIBUTES[element.tagName]) ?? []) {
    if (source.hasAttribute(name)) element.setAttribute(name, source.getAttribute(name).trim());
  }
  return element;
};
