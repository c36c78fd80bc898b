import { page } from "../page.js";
import { toast } from "../toast.js";

const REST = 300;
const title = (item) => item.querySelector(".card__title a");

/** The link to the next page becomes a button that adds it to this one; the address goes along with the reader. */
export default (list) => {
  const addresses = new Map();
  const here = location.href;
  let waiting;
  // Reload and Back find the article that was on top of the window.
  const remember = (item) => history.replaceState({ at: title(item).pathname }, "", addresses.get(item) ?? here);
  const follow = () => {
    history.scrollRestoration = "manual";
    addEventListener("scroll", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const item = [...list.children].find((each) => each.getBoundingClientRect().bottom > 0);
        if (item) remember(item);
      }, REST);
    }, { passive: true });
  };

  const add = (next, link) => {
    const shown = new Set([...document.querySelectorAll("main .card__title a")].map(({ pathname }) => pathname));
    const items = [...next.querySelector("[data-list]").children].filter((item) => !shown.has(title(item).pathname));
    if (!addresses.size) follow();
    items.forEach((item) => addresses.set(item, link.href));
    list.append(...items);
    list.parentNode.querySelector(".pages").replaceWith(next.querySelector(".pages"));
    offer();
    const first = [...list.children].at(-(items.length || 1));
    title(first).focus({ preventScroll: true });
    // Not where the reader was on the way to the button.
    clearTimeout(waiting);
    remember(first);
    toast(link.dataset.added.replace("{n}", items.length));
  };

  const offer = () => {
    const link = list.parentNode.querySelector(".pages [data-more]");
    if (!link) return;
    const button = document.createElement("button");
    button.className = link.className;
    button.textContent = link.dataset.more;
    button.addEventListener("click", () => {
      button.ariaBusy = "true";
      page(link.href).then((next) => add(next, link)).catch(() => location.assign(link.href));
    }, { once: true });
    link.parentNode.prepend(button);
    link.remove();
  };

  const left = history.state?.at;
  if (left) follow();
  [...list.children].find((item) => title(item).pathname === left)?.scrollIntoView({ behavior: "instant" });
  offer();
};
