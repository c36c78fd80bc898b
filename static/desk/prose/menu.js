/** Buttons that open a menu below them: arrow keys, Home, End, the first letter; Escape and Tab close it. */
export const startMenus = ({ root }) => {
  for (const button of root.querySelectorAll("[aria-haspopup=menu]")) startMenu(button);
};

const startMenu = (button) => {
  const menu = button.nextElementSibling;
  const items = () => [...menu.querySelectorAll("[role^=menuitem]")];
  const open = () => {
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    const isWide = menu.getBoundingClientRect().right > document.documentElement.clientWidth;
    menu.classList.toggle("prose-menu--end", isWide);
    (items().find((item) => item.ariaChecked === "true") ?? items()[0]).focus();
  };
  const close = (isBack) => {
    if (menu.hidden) return;
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (isBack) button.focus();
  };
  const walk = (event) => {
    const list = items();
    const here = list.indexOf(document.activeElement);
    const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: list.length - 1 };
    const isLetter = event.key.length === 1 && !event.ctrlKey;
    const next = steps[event.key] ?? (isLetter ? list.findIndex((item) => startsWith(item, event.key)) : -1);
    if (event.key === "Escape" || event.key === "Tab") close(event.key === "Escape");
    else if (next >= 0 || event.key === "ArrowUp") list.at(next % list.length).focus();
    if (event.key !== "Tab" && (event.key.startsWith("Arrow") || event.key === "Escape" || next >= 0)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  button.addEventListener("click", () => (menu.hidden ? open() : close(true)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open();
  });
  menu.addEventListener("keydown", walk);
  // Before the tool itself hears of it, so that the focus it moves is not moved away again.
  menu.addEventListener("click", () => close(true), true);
  menu.addEventListener("focusout", ({ relatedTarget: to }) => !menu.contains(to) && to !== button && close(false));
};

const startsWith = (item, letter) => item.textContent.trim().toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
