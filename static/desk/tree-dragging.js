import { placeAt } from "./tree-places.js";

// So near to the edge of the window the page scrolls along, so much a time.
const EDGE = 64;
const STEP = 12;

/** Rows of `tree` are dragged by their grips; `drop(row, place, before)` where one is let go. Escape lets it lie. */
export const dragging = (tree, drop) => {
  let held = null;
  let found = null;
  let scrolling = 0;

  const point = (next) => {
    found?.over.classList.remove("is-before", "is-after", "is-inside");
    found = next;
    found?.over.classList.add(`is-${found.look}`);
  };

  const scroll = () => {
    if (!held) return;
    if (scrolling) scrollBy({ top: scrolling * STEP, behavior: "instant" });
    requestAnimationFrame(scroll);
  };

  const end = () => {
    held?.classList.remove("is-held");
    tree.classList.remove("is-dragging");
    point(null);
    held = null;
  };

  tree.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".tree__grip");
    if (!grip || event.button !== 0 || tree.ariaBusy === "true") return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    held = grip.closest(".tree__branch");
    held.classList.add("is-held");
    tree.classList.add("is-dragging");
    scroll();
  });

  tree.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!held) return;
    scrolling = clientY < EDGE ? -1 : clientY > innerHeight - EDGE ? 1 : 0;
    point(placeAt(tree, held, document.elementFromPoint(clientX, clientY), clientY));
  });

  tree.addEventListener("pointerup", () => {
    const [row, target] = [held?.dataset.row, found];
    end();
    if (row && target) drop(row, target.place, target.before);
  });

  tree.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end());
};
