const OPEN_AFTER = 140;
const SHUT_AFTER = 220;

/** A panel of the main menu opens under a resting mouse; click and keys work as without script. */
export default (menu) => {
  if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return;
  const item = menu.parentElement;
  let timer;
  const later = (wait, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  item.addEventListener("pointerenter", () => later(OPEN_AFTER, () => {
    menu.open = true;
  }));
  item.addEventListener("pointerleave", () => later(SHUT_AFTER, () => {
    if (!menu.matches(":focus-within")) menu.open = false;
  }));
};
