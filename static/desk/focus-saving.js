import { sent } from "./shelf.js";

// Milliseconds after the last move: every point that is saved draws the picture anew.
const REST = 500;

/** Saves each point that is set on `focal` by itself. `address(item)` takes it; `say` hears whether it did. */
export const saving = (focal, address, say) => {
  let timer;
  const save = async (item, [x, y]) => {
    const values = new FormData();
    values.set("x", x);
    values.set("y", y);
    const answer = await sent(address(item), values);
    if (item === focal.item) say(Boolean(answer.item));
  };
  focal.addEventListener("moved", () => {
    clearTimeout(timer);
    timer = setTimeout(save, REST, focal.item, focal.point);
  });
};
