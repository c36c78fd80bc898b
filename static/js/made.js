/** An element of that tag and class, with those parts in it. */
export const made = (tag, className, ...parts) => {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...parts);
  return element;
};
