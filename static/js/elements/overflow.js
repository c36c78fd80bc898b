import { made } from "../made.js";
import menu from "./menu.js";
import menuHover from "./menu-hover.js";

/** Items of the main menu that find no room in its row go behind a last one. Without script the row wraps. */
export default (row) => {
  const items = [...row.children];
  const summary = made("summary", "", row.dataset.overflow, row.querySelector("summary .icon")?.cloneNode(true) ?? "");
  const list = made("ul", "dropdown__panel");
  const details = made("details", "", summary, list);
  details.name = "menu";
  const more = made("li", "menu__item menu__more", details);
  row.append(more);
  menu(details);
  menuHover(details);

  const isBelow = (item) => item.offsetTop > items[0].offsetTop;
  const entry = (item) => {
    const links = item.querySelectorAll(":scope > a, .dropdown__panel a, .panel__about li a");
    return [...links].map((link) => {
      const copy = link.cloneNode(true);
      copy.className = link.parentElement === item ? "dropdown__item" : "dropdown__item dropdown__item--below";
      return made("li", "", copy);
    });
  };
  const fit = () => {
    [...items, more].forEach((item) => {
      item.hidden = item === more;
    });
    if (!items.some(isBelow)) return;
    more.hidden = false;
    const out = [];
    for (let last = items.length - 1; last > 0 && isBelow(more); last -= 1) {
      items[last].hidden = true;
      out.unshift(items[last]);
    }
    list.replaceChildren(...out.flatMap(entry));
  };
  row.classList.add("is-fitted");
  new ResizeObserver(fit).observe(row);
};
