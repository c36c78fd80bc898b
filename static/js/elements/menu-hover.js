const OPEN_AFTER = 140;
const SHUT_AFTER = 220;
// A click right after means what the resting mouse has done already.
const SAME = 500;

/** A panel of the main menu opens under a resting mouse; click, touch and keys work as without script. */
export default (menu) => {
  const item = menu.parentElement;
  let timer;
  let opened = 0;
  const later = (wait, act) => (event) => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  item.addEventListener("pointerenter", later(OPEN_AFTER, () => {
    if (!menu.open) opened = Date.now();
    menu.open = true;
  }));
  item.addEventListener("pointerleave", later(SHUT_AFTER, () => {
    if (!menu.matches(":focus-within")) menu.open = false;
  }));
  menu.querySelector("summary").addEventListener("click", (event) => {
    if (menu.open && Date.now() - opened < SAME) event.preventDefault();
  });
};
