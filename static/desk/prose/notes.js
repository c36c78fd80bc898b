import { Node } from "./engine.js";
import { written } from "./attributes.js";
import { editNote } from "./notebox.js";

/** A footnote at its mark. Its text is edited in a box of its own: see notebox.js. */
const Note = Node.create({
  name: "note",
  group: "inline",
  content: "(text | lineBreak | place)*",
  inline: true,
  atom: true,
  addAttributes: () => written("references", "data-references"),
  parseHTML: () => [{ tag: "span[data-footnote]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["span", { "data-footnote": "", ...HTMLAttributes }, 0],
  addNodeView:
    () =>
    ({ node, editor, getPos }) => {
      const { surface } = editor.options;
      const dom = document.createElement("span");
      dom.className = "prose-note";
      dom.setAttribute("role", "button");
      const show = () => {
        dom.title = node.textContent;
        dom.setAttribute("aria-label", `${surface.parts.words.note}: ${node.textContent}`);
      };
      dom.addEventListener("click", () => editNote(surface, getPos()));
      show();
      return {
        dom,
        update(other) {
          if (other.type !== node.type) return false;
          node = other;
          show();
          return true;
        },
        ignoreMutation: () => true,
      };
    },
});

export const notes = [Note];
