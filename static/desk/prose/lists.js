import { Node } from "./engine.js";
import { flag, written } from "./attributes.js";

const LIST = { group: "block entry list", content: "listItem+" };

const BulletList = Node.create({
  ...LIST,
  name: "bulletList",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: ({ HTMLAttributes }) => ["ul", HTMLAttributes, 0],
});

const OrderedList = Node.create({
  ...LIST,
  name: "orderedList",
  addAttributes: () => ({ ...written("start"), ...flag("reversed"), ...written("type") }),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
});

const ListItem = Node.create({
  name: "listItem",
  content: "entry+",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      "Shift-Tab": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

export const lists = [BulletList, OrderedList, ListItem];
