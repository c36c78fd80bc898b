import { inlineInto } from "./inlines.js";
import { pictureOf } from "./pictures.js";
import { trimmed } from "./trimming.js";

const HEADING = /^H[1-6]$/;

/** 1 to 6; 0 for what is no heading. */
export const levelOf = (element) => {
  if (HEADING.test(element.tagName)) return Number(element.tagName[1]);
  return element.getAttribute("role") === "heading" ? Number(element.getAttribute("aria-level")) || 2 : 0;
};

/** An h1 makes room for the page's own title: every heading goes down by one. */
export const heading = (element, level, maker) => {
  const result = maker.new(`h${Math.min(Math.max(level + (maker.hasTitle ? 1 : 0), 2), 6)}`);
  inlineInto(result, element, { ...maker, isBold: true });
  const pictures = [...element.querySelectorAll("img")].flatMap((image) => pictureOf(image, maker));
  return [...(trimmed(result).hasChildNodes() ? [result] : []), ...pictures];
};
