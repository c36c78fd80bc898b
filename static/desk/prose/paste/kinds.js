import { details, figure, preformatted, quote } from "./blocks.js";
import { heading, levelOf } from "./headings.js";
import { definitions, list } from "./lists.js";
import { pictureOf } from "./pictures.js";
import { tableOf } from "./tables.js";

const BLOCKS = {
  UL: list,
  OL: list,
  DL: definitions,
  BLOCKQUOTE: quote,
  PRE: preformatted,
  DETAILS: details,
  FIGURE: figure,
  HR: (_source, maker) => [maker.new("hr")],
  IMG: pictureOf,
  TABLE: tableOf,
};

/** What a block of the page becomes; of a box that means nothing its content is left. */
export const blockOf = (element, maker) => {
  const level = levelOf(element);
  if (level) return heading(element, level, maker);
  const make = BLOCKS[element.tagName];
  return make ? make(element, maker) : maker.blocksOf(element);
};
