// How much of a row, above and below, means beside it; the middle means under it.
const BESIDE = 0.3;

const branchOf = (thing) => thing?.closest(".tree__branch");
const under = (branch) => branch.querySelector(":scope > .tree__branches");
const level = (branch) => (branch ? 1 + level(branchOf(branch.parentElement)) : 0);
const height = (branch) => 1 + Math.max(0, ...[...(under(branch)?.children ?? [])].map(height));

/** The key of `branch`, or of the next one where that is the one being dragged; empty for none. */
const keyOf = (branch, held) => (branch === held ? branch?.nextElementSibling : branch)?.dataset.row ?? "";

/** Where `held` would lie if it were let go over `thing`: { over, look, place, before }; null where it cannot. */
export const placeAt = (tree, held, thing, y) => {
  const list = thing?.closest(".tree__branches");
  const branch = branchOf(thing);
  if (!list || !tree.contains(list) || held.contains(list)) return null;
  if (!branch) return list.children.length ? null : { over: list, look: "inside", place: list.dataset.place, before: "" };
  const over = branch.querySelector(".tree__row");
  if (branch === held || !over.contains(thing)) return null;
  const { top, height: size } = over.getBoundingClientRect();
  const part = (y - top) / size;
  const room = Number(tree.dataset.levels) - level(branch) - height(held);
  if (room >= 0 && part > BESIDE && (part < 1 - BESIDE || under(branch))) {
    // At the foot of a row that has others under it lies the first of them.
    const first = part < 1 - BESIDE ? "" : keyOf(under(branch).firstElementChild, held);
    return { over, look: first ? "after" : "inside", place: branch.dataset.row, before: first };
  }
  if (room < -1) return null;
  const siblings = branch.parentElement.dataset.place;
  if (part < 0.5) return { over, look: "before", place: siblings, before: keyOf(branch, held) };
  return { over, look: "after", place: siblings, before: keyOf(branch.nextElementSibling, held) };
};
