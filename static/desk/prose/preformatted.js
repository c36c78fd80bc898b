import { Node } from "./engine.js";
import { written } from "./attributes.js";
import { framed } from "./frame.js";

/** Text whose spaces and line ends count: code, or a poem. */
const Preformatted = Node.create({
  name: "preformatted",
  group: "block entry",
  content: "(text | note | place)*",
  defining: true,
  code: true,
  whitespace: "pre",
  addAttributes: () => ({
    verse: {
      default: false,
      parseHTML: (element) => element.getAttribute("data-block") === "verse",
      renderHTML: ({ verse }) => (verse ? { "data-block": "verse" } : {}),
    },
    ...written("language", "data-language"),
  }),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: ({ HTMLAttributes }) => ["pre", HTMLAttributes, 0],
  addNodeView: () => framed("preformatted"),
  addKeyboardShortcuts() {
    return {
      // A third empty line in a row ends it.
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        if ($from.parent.type !== this.type) return false;
        const isEnd = empty && $from.parentOffset === $from.parent.content.size;
        if (isEnd && $from.parent.textContent.endsWith("\n\n")) {
          return editor.chain().command(({ tr }) => tr.delete($from.pos - 2, $from.pos)).exitCode().run();
        }
        return editor.commands.insertContent("\n");
      },
    };
  },
});

export const preformatted = [Preformatted];
