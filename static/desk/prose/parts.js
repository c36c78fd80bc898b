import { nameKeys } from "./mac.js";

/** What the widget's template brought along: frames of blocks, dialogs, and the words that scripts say. */
export const partsOf = (root) => {
  const { content } = root.querySelector("template[data-parts]");
  const one = (name) => {
    const part = content.querySelector(`template[data-part="${name}"]`);
    return part.content.firstElementChild.cloneNode(true);
  };
  const dialogs = {};
  return {
    frame: (kind) => one(`frame-${kind}`),
    item: (kind) => one(`item-${kind}`),
    words: content.querySelector("[data-words]").dataset,
    /** A dialog stands at the end of the page: it has a form, and stands in none. */
    dialog(name) {
      if (!dialogs[name]) {
        dialogs[name] = one(`dialog-${name}`);
        document.body.append(dialogs[name]);
        nameKeys(dialogs[name]);
      }
      return dialogs[name];
    },
  };
};
