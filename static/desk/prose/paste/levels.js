const LISTS = "ul, ol";
const levelOf = (item) => Number(item.getAttribute("aria-level") ?? item.dataset.ariaLevel) || 0;

/** Lists whose entries say how deep they are, whatever they stand in: Google Docs puts lists between entries, Word on
 * the web a list around each entry and a box around each list. */
export const nestByLevel = (body) => {
  for (const item of body.querySelectorAll("li")) {
    const level = levelOf(item);
    const list = item.parentElement;
    if (!level || !list.matches(LISTS)) continue;
    const before = itemBefore(item, body);
    if (before && levelOf(before) === level && before.parentElement.tagName === list.tagName) before.after(item);
    else if (before && levelOf(before) < level) deeper(before, item);
    else if (before) higher(before, item, level);
    item.dataset.placed = "";
    dropEmpty(list, body);
  }
};

/** A list that lost its entries, with the boxes around it. */
const dropEmpty = (list, body) => {
  let element = list;
  while (element !== body && !element.children.length && !element.textContent.trim()) {
    const outer = element.parentElement;
    element.remove();
    element = outer;
  }
};

/** The entry directly before this one, with nothing but boxes between. */
const itemBefore = (item, body) => {
  let element = item;
  while (element && element !== body && !element.previousElementSibling) element = element.parentElement;
  let before = element === body ? null : element?.previousElementSibling;
  while (before && !before.matches("li")) before = before.matches(`${LISTS}, div`) ? before.lastElementChild : null;
  while (before?.lastElementChild?.matches(LISTS)) before = before.lastElementChild.lastElementChild;
  return before?.dataset.placed === "" ? before : null;
};

const deeper = (before, item) => {
  const list = item.ownerDocument.createElement(item.parentElement.tagName);
  before.append(list);
  list.append(item);
};

const higher = (before, item, level) => {
  let place = before;
  while (place && levelOf(place) > level) place = place.parentElement.closest("li");
  if (place && place.parentElement.tagName === item.parentElement.tagName) place.after(item);
};
