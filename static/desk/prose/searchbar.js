import { look, searchOf } from "./search.js";
import { replace } from "./replacing.js";
import { step } from "./stepping.js";

/** The line for finding and replacing over the text. */
export const startSearch = (surface) => {
  const { root, editor, parts } = surface;
  const panel = root.querySelector("[data-search]");
  const [query, replacement] = ["query", "replacement"].map((name) => panel.querySelector(`[name=${name}]`));
  const matchCase = panel.querySelector("[name=match-case]");
  const count = panel.querySelector("[data-found]");

  const tell = () => {
    const { places, current, query: asked } = searchOf(surface);
    count.textContent = !asked ? "" : places.length ? `${current + 1} / ${places.length}` : parts.words.nothing;
    for (const button of panel.querySelectorAll("[data-needs]")) button.disabled = !places.length;
  };
  const search = () => {
    look(surface, { query: query.value, matchCase: matchCase.checked, from: editor.state.selection.from });
  };
  const close = () => {
    look(surface, { query: "" });
    panel.hidden = true;
    editor.commands.focus();
  };
  const deeds = {
    next: () => step(surface, 1),
    previous: () => step(surface, -1),
    one() {
      const { places, current } = searchOf(surface);
      if (current < 0) return step(surface, 1);
      replace(surface, [places[current]], replacement.value);
      // Past what was put in, which may hold the same words.
      look(surface, { from: places[current].from + replacement.value.length });
      return step(surface, 0);
    },
    all() {
      replace(surface, searchOf(surface).places, replacement.value);
      // The button itself has nothing left to do.
      query.focus();
    },
    close,
  };

  panel.addEventListener("input", (event) => event.target !== replacement && search());
  panel.addEventListener("click", ({ target }) => deeds[target.closest("[data-search-do]")?.dataset.searchDo]?.());
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === query) step(surface, event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === replacement) deeds.one();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  editor.on("transaction", tell);
};
