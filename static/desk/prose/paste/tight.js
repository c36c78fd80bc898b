/** A single paragraph stands in an entry or cell without its element. */
export const tight = (element, source, maker) => {
  const blocks = maker.blocksOf(source);
  const [first, ...rest] = blocks;
  const isTight = first?.tagName === "P" && rest.every(({ tagName }) => /^[UOD]L$/.test(tagName));
  element.append(...(isTight ? [...first.childNodes, ...rest] : blocks));
  return element;
};
