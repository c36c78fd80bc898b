/** A <details> used as a menu: shut by Escape, by a click elsewhere and when focus leaves it; never off the screen. */
export default (menu) => {
  const shut = () => {
    menu.open = false;
  };
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) shut();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    const held = menu.contains(document.activeElement);
    shut();
    if (held) menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) shut();
  });
  menu.addEventListener("toggle", () => {
    const panel = menu.querySelector(".dropdown__panel");
    panel?.classList.remove("is-turned");
    const { left, right } = panel?.getBoundingClientRect() ?? {};
    if (left < 0 || right > document.documentElement.clientWidth) panel.classList.add("is-turned");
  });
};
