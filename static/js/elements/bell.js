import { made } from "../made.js";
import { keep, kept } from "../store.js";
import menu from "./menu.js";

const FIRST = 72 * 60 * 60;

const line = ({ title, url, day, date }) => {
  const time = made("time", "", date);
  const link = made("a", "", title);
  time.dateTime = day;
  link.href = url;
  return made("li", "", time, link);
};

/** The link to the newest articles becomes a menu: how many are new since it was last opened, and which. */
export default (link) => {
  const name = `bell-${document.documentElement.lang}`;
  const { bell, from } = link.dataset;
  // By the site's clock, as far as there is one: the reader's may be wrong.
  const since = Number(kept(name)) || Date.now() / 1000 - FIRST;
  const isNew = (at) => at > since;
  // The first is a time, each further one how much earlier the next was.
  let at = 0;
  const count = bell.split(" ").filter((step) => isNew(at = at ? at - step : Number(step))).length;
  const summary = made("summary", link.className, ...link.childNodes);
  const words = made("p", "side__title");
  const panel = made("div", "dropdown__panel bell__panel", words);
  const details = made("details", "dropdown bell", summary, panel);
  const label = link.ariaLabel;
  const badge = made("span", "bell__count", count);
  summary.ariaLabel = count ? `${label}: ${count} ${link.dataset.new}` : label;
  if (count) summary.append(badge);
  details.name = "menu";
  words.role = "status";

  const fill = ({ articles, words: sentences, more }) => {
    const fresh = articles.filter(({ at }) => isNew(at));
    link.textContent = more;
    link.className = "textlink";
    link.removeAttribute("aria-label");
    words.textContent = sentences[fresh.length];
    if (fresh.length) panel.append(made("ul", "titles", ...fresh.map(line)));
    panel.append(link);
    keep(name, Math.max(...articles.map(({ at }) => at), Math.floor(since)));
  };
  details.addEventListener("toggle", () => {
    badge.remove();
    summary.ariaLabel = label;
    fetch(from).then((answer) => answer.json()).then(fill).catch(() => location.assign(link.href));
  }, { once: true });
  link.replaceWith(details);
  menu(details);
};
