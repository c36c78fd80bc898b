import { inlineInto } from "./inlines.js";
import { trimmed } from "./trimming.js";
import { tight } from "./tight.js";

/** A list; one directly in it belongs to the entry before it. */
export const list = (source, maker) => {
  const result = maker.new(source.tagName === "OL" ? "ol" : "ul");
  for (const name of source.tagName === "OL" ? ["start", "type", "reversed"] : []) {
    if (source.hasAttribute(name)) result.setAttribute(name, source.getAttribute(name));
  }
  for (const child of source.children) {
    const isList = /^[UO]L$/.test(child.tagName);
    if (isList && result.lastElementChild) result.lastElementChild.append(...list(child, maker));
    else if (child.textContent.trim() || child.querySelector("img")) {
      result.append(tight(maker.new("li"), isList ? box(child) : child, maker));
    }
  }
  return result.hasChildNodes() ? [result] : [];
};

const box = (element) => {
  const around = element.ownerDocument.createElement("div");
  element.before(around);
  around.append(element);
  return around;
};

export const definitions = (source, maker) => {
  const result = maker.new("dl");
  for (const part of source.querySelectorAll(":scope > dt, :scope > dd, :scope > div > dt, :scope > div > dd")) {
    if (part.tagName === "DD") result.append(tight(maker.new("dd"), part, maker));
    else {
      const term = maker.new("dt");
      inlineInto(term, part, maker);
      result.append(trimmed(term));
    }
  }
  return result.hasChildNodes() ? [result] : [];
};
