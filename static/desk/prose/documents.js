import { known } from "./library.js";

/** Title and facts of a document. */
export const showDocument = (dom, { attrs }, surface) => {
  if (dom.dataset.shown === attrs.document) return;
  dom.dataset.shown = attrs.document;
  known(surface, "document", attrs.document).then((found) => {
    dom.querySelector("[data-show=title]").textContent = found?.title ?? surface.parts.words.missing;
    dom.querySelector("[data-show=facts]").textContent = found?.facts ?? "";
  });
};
