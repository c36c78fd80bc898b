import { Node } from "./engine.js";

/** A place that links lead to, in the middle of a text. Around words it is a link with a name: see marks.js. */
export const Place = Node.create({
  name: "place",
  group: "inline",
  inline: true,
  parseHTML: () =>
    ["a[id]:not([href])", "a[data-anchor]:not([href])"].map((tag) => ({
      tag,
      priority: 60,
      getAttrs: (element) => (element.hasChildNodes() ? false : null),
    })),
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes],
});
