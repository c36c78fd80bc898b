import { Node } from "./engine.js";
import { framed } from "./frame.js";

/** What no other node can express, as it was written. It is shown as its source, which is never made into elements. */
const Kept = Node.create({
  name: "kept",
  group: "block entry",
  atom: true,
  addAttributes: () => ({
    html: {
      default: "",
      parseHTML: (element) => element.getAttribute("data-kept"),
      renderHTML: ({ html }) => ({ "data-kept": html }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-kept]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView: () =>
    framed("kept", (dom, { attrs }) => {
      dom.querySelector("[data-source]").textContent = attrs.html;
    }),
});

export const kept = [Kept];
