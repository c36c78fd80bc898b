const CONTAINERS = new Set(["quote", "callout", "keypoints", "details", "section", "columns", "live", "gallery"]);
const LINES = new Set(["speaker", "summary", "term", "tableCaption"]);
// What belongs to something around it and means nothing alone.
const PARTS = new Set([...LINES, "meaning", "table", "tableRow", "tableCell", "tableHeader"]);

export const isContainer = (node) => CONTAINERS.has(node.type.name);

/** The block that a command about blocks means: the one that is selected, or the innermost that can stand elsewhere.
 * `{ node, pos, parent, index, outer() }`. */
export const blockHere = ({ doc, selection }) => {
  const { $from, node } = selection;
  if (node?.isBlock) return placeOf(doc, $from.pos);
  return innermost(doc, $from, $from.depth);
};

const innermost = (doc, $pos, depth) => {
  for (; depth > 0; depth -= 1) if (isWhole($pos, depth)) return placeOf(doc, $pos.before(depth));
  return null;
};

/** The first paragraph of an entry stands for the entry, the only one of a cell for nothing. */
const isWhole = ($pos, depth) => {
  if (PARTS.has($pos.node(depth).type.name)) return false;
  const parent = $pos.node(depth - 1);
  if (parent.type.name === "listItem") return $pos.index(depth - 1) > 0;
  return !(PARTS.has(parent.type.name) && parent.childCount === 1);
};

export const placeOf = (doc, pos) => {
  const $pos = doc.resolve(pos);
  return {
    pos,
    node: $pos.nodeAfter,
    parent: $pos.parent,
    index: $pos.index(),
    outer: () => innermost(doc, $pos, $pos.depth),
  };
};

/** What a block holds, as blocks that can stand where it stood. */
export const pieces = ({ type, content }) => {
  const { paragraph } = type.schema.nodes;
  const found = [];
  content.forEach((child) => {
    if (LINES.has(child.type.name)) {
      if (child.content.size) found.push(paragraph.create(null, child.content));
    } else if (child.type.name === "section" && type.name === "columns") found.push(...pieces(child));
    else found.push(child);
  });
  return found;
};
