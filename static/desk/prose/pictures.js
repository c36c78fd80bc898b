import { known } from "./library.js";

/** The library's picture in its block, and what the library says of it as hints in the fields. */
export const showPicture = (dom, { attrs }, surface) => {
  const image = dom.querySelector("[data-picture] img");
  const missing = dom.querySelector("[data-missing]");
  if (dom.dataset.shown === attrs.image) return;
  dom.dataset.shown = attrs.image;
  known(surface, "image", attrs.image).then((found) => {
    if (dom.dataset.shown !== attrs.image) return;
    missing.hidden = Boolean(found);
    image.hidden = !found;
    if (!found) return;
    Object.assign(image, { src: found.src, width: found.width, height: found.height, alt: found.alt || found.name });
    dom.querySelector("[data-attribute=alt]").placeholder = found.decorative ? "" : found.alt;
    dom.querySelector("[data-content]").dataset.hint = found.caption || surface.parts.words.caption;
  });
};
