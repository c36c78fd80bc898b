import { Extension, pm } from "./engine.js";
import { BLOCKS } from "./attributes.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const named = new Set(BLOCKS);
// What stands alone in one of these has no element of its own in the stored text, and so no name.
const TIGHT = new Set(["listItem", "meaning", "tableCell", "tableHeader"]);

const freshName = () => [...crypto.getRandomValues(new Uint8Array(8))].map((number) => LETTERS[number % 32]).join("");

/** Every new block gets its name here, when it is made: named by its words when it is saved, as what comes without a
 * name is, it would have another name after each save. Of two with one name or one anchor the first keeps it. */
export const Names = Extension.create({
  name: "names",
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      appendTransaction(transactions, _before, { doc, tr }) {
        if (!transactions.some(({ docChanged }) => docChanged)) return null;
        const names = new Set();
        const anchors = new Set();
        doc.descendants((node, pos, parent) => {
          if (!named.has(node.type.name)) return !node.inlineContent;
          const { name, anchor } = node.attrs;
          const isTight = TIGHT.has(parent.type.name) && node.type.name === "paragraph";
          if (isTight ? names.has(name) : name === null || names.has(name)) {
            tr.setNodeAttribute(pos, "name", isTight ? null : freshName());
          }
          if (anchors.has(anchor)) tr.setNodeAttribute(pos, "anchor", null);
          if (name !== null) names.add(name);
          if (anchor !== null) anchors.add(anchor);
          return !node.inlineContent;
        });
        return tr.docChanged ? tr : null;
      },
    }),
  ],
});
