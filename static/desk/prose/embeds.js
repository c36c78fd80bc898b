import { json, question } from "./library.js";

/** Where an embed leads, what its link says, and whether readers can play it here. */
export const showEmbed = (dom, { attrs }, surface) => {
  if (dom.dataset.shown === attrs.address) return;
  dom.dataset.shown = attrs.address;
  dom.querySelector("[data-show=address]").textContent = attrs.address;
  json(question(surface, "embeds", { address: attrs.address })).then(
    (found) => {
      if (dom.dataset.shown !== attrs.address) return;
      dom.querySelector("[data-show=host]").textContent = found.host;
      dom.querySelector("[data-show=label]").textContent = found.label;
      dom.querySelector("[data-only-link]").hidden = found.player;
    },
    () => {
      dom.dataset.shown = "";
    },
  );
};
