import { known } from "./library.js";
import { pick } from "./picker.js";

/** The sources that a footnote names: a list to add to and take from. The function tells their ids, null for none. */
export const startReferences = (surface, dialog, ids) => {
  const add = dialog.querySelector("[data-add]");
  const list = dialog.querySelector("[data-references]");
  const chosen = ids.split(" ").filter(Boolean);

  const show = () => list.replaceChildren(...chosen.map(entry));
  const entry = (id) => {
    const item = surface.parts.item("chosen");
    known(surface, "reference", id).then((found) => {
      item.querySelector("[data-show=text]").textContent = found?.text ?? surface.parts.words.missing;
    });
    item.querySelector("button").onclick = () => {
      chosen.splice(chosen.indexOf(id), 1);
      show();
      add.focus();
    };
    return item;
  };
  add.onclick = async () => {
    const [found] = await pick(surface, "reference");
    if (found && !chosen.includes(found.id)) chosen.push(found.id);
    show();
  };
  show();
  return () => chosen.join(" ") || null;
};
