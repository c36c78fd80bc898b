import { page } from "../page.js";

const MINUTE = 60_000;

/** While a live page is in view, say when there is more, and bring it when the reader asks: nothing moves by itself. */
export default (note) => {
  let asked = Date.now();

  const bring = async () => {
    const next = await page(location.href);
    const fresh = [];
    let after;
    for (const entry of [...next.querySelectorAll(".live")].reverse()) {
      const known = document.getElementById(entry.id);
      if (!known) {
        // Before the one that follows it; what nothing follows goes to the end.
        if (after) after.before(entry);
        else document.querySelector(".prose").append(entry);
        fresh.unshift(entry);
      }
      after = known ?? entry;
    }
    document.querySelector(".live-bar").replaceWith(next.querySelector(".live-bar"));
    note.replaceChildren();
    fresh[0]?.querySelector("a").focus();
  };

  const ask = async () => {
    if (document.hidden || Date.now() - asked < MINUTE) return;
    asked = Date.now();
    const answer = await fetch(note.dataset.live).catch(() => ({}));
    if (!answer.ok) return;
    const { entries, is_live } = await answer.json();
    if (!is_live) asked = Infinity;
    const count = entries.filter((id) => !document.getElementById(id)).length;
    if (!count) return;
    const button = note.querySelector("button") ?? document.createElement("button");
    button.className = "button";
    button.onclick = bring;
    button.textContent = note.dataset.show.replace("{n}", count);
    note.append(button);
  };

  setInterval(ask, MINUTE / 4);
  document.addEventListener("visibilitychange", ask);
};
