import { Node } from "./engine.js";
import { written } from "./attributes.js";
import { framed } from "./frame.js";
import { showPicture } from "./pictures.js";

/** The caption is the content; a figure without one has an empty caption here. */
const captionOf = (element) => element.querySelector("figcaption") ?? document.createElement("figcaption");
const PICTURE = { group: "block entry picture", content: "inline*", isolating: true, defining: true };
const drawn = ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]];

const Figure = Node.create({
  ...PICTURE,
  name: "figure",
  addAttributes: () => ({
    ...written("image", "data-image"),
    ...written("alt", "data-alt"),
    ...written("decorative", "data-decorative"),
    ...written("width", "data-width"),
  }),
  parseHTML: () => [{ tag: "figure[data-image]", contentElement: captionOf }],
  renderHTML: drawn,
  addNodeView: () => framed("figure", showPicture),
});

/** A picture that is not in the library: readers get a link to it. */
const Outside = Node.create({
  ...PICTURE,
  name: "outside",
  addAttributes: () => ({
    ...written("src", "data-src"),
    ...written("alt", "data-alt"),
    ...written("w", "data-w"),
    ...written("h", "data-h"),
  }),
  parseHTML: () => [{ tag: "figure[data-src]:not([data-image])", contentElement: captionOf }],
  renderHTML: drawn,
  addNodeView: () =>
    framed("outside", (dom, { attrs }) => {
      dom.querySelector("[data-show=src]").textContent = attrs.src;
    }),
});

const Gallery = Node.create({
  name: "gallery",
  group: "block entry",
  content: "picture+ paragraph?",
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-block="gallery"]' }],
  renderHTML: ({ HTMLAttributes }) => ["div", { "data-block": "gallery", ...HTMLAttributes }, 0],
  addNodeView: () => framed("gallery"),
});

export const figures = [Figure, Outside, Gallery];
