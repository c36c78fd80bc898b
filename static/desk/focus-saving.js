import { sent } from "./shelf.js";

// Milliseconds after the last move: every point that is saved draws the picture anew.
const REST = 500;

/** Saves the points that are set on `focal`, in their order. `address(item)` takes one; `say` hears whether it did. */
export const saving = (focal, address, say) => {
  let timer;
  let turn = Promise.resolve();
  const save = async (item, [x, y]) => {
    const values = new FormData();
    values.set("x", x);
    values.set("y", y);
    const answer = await sent(address(item), values);
    if (item === focal.item) say(Boolean(answer.item));
  };
  focal.addEventListener("moved", () => {
    const { item, point } = focal;
    clearTimeout(timer);
    timer = setTimeout(() => (turn = turn.then(() => save(item, point))), REST);
  });
};
