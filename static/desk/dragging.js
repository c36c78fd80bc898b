/** Rows of a list are dragged to another place, but not by their fields; `act` is called when one is let go. */
export const dragging = (list, act) => {
  let dragged;
  list.addEventListener("dragstart", (event) => {
    if (event.target.closest("input, .select2")) event.preventDefault();
    else dragged = event.target.closest("li");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest?.("li");
    if (!over || !dragged || over === dragged) return;
    event.preventDefault();
    const after = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    over.insertAdjacentElement(after ? "afterend" : "beforebegin", dragged);
  });
  list.addEventListener("dragend", act);
};
