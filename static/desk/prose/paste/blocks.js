import { inlineInto } from "./inlines.js";
import { trimmed } from "./trimming.js";

const filled = (element, blocks) => {
  element.append(...blocks);
  return blocks.length ? [element] : [];
};

export const quote = (source, maker) => {
  const speaker = source.querySelector(":scope > footer, :scope > cite, :scope > p:last-child > cite:only-child");
  speaker?.remove();
  const blocks = maker.blocksOf(source);
  if (!speaker) return filled(maker.new("blockquote"), blocks);
  const footer = maker.new(blocks.length ? "footer" : "p");
  inlineInto(footer, speaker, maker);
  return blocks.length ? filled(maker.new("blockquote"), [...blocks, trimmed(footer)]) : [trimmed(footer)];
};

export const preformatted = (source, maker) => {
  const result = maker.new("pre");
  for (const end of source.querySelectorAll("br")) end.replaceWith("\n");
  result.textContent = source.textContent.replace(/^\n+|\s+$/g, "");
  return result.textContent ? [result] : [];
};

export const details = (source, maker) => {
  const summary = maker.new("summary");
  const title = source.querySelector(":scope > summary");
  if (!title) return maker.blocksOf(source);
  inlineInto(summary, title, maker);
  title.remove();
  return filled(maker.new("details"), [trimmed(summary), ...maker.blocksOf(source)]);
};

/** A picture takes the caption with it. */
export const figure = (source, maker) => {
  const caption = source.querySelector("figcaption");
  const words = maker.new("figcaption");
  if (caption) inlineInto(words, caption, maker);
  caption?.remove();
  const blocks = maker.blocksOf(source);
  if (!trimmed(words).hasChildNodes()) return blocks;
  const only = blocks.length === 1 && blocks[0];
  if (only?.tagName === "FIGURE") only.append(words);
  else blocks.push(paragraphOf(words, maker));
  return blocks;
};

const paragraphOf = (words, maker) => {
  const paragraph = maker.new("p");
  paragraph.append(...words.childNodes);
  return paragraph;
};
