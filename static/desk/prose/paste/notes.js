import { dropLeftovers } from "./leftovers.js";
import { outermost, textOf } from "./notetexts.js";

/** Footnotes of other programs as ours: a mark that leads to a place which leads back to it. */
export const gatherNotes = (body) => {
  const places = new Map();
  for (const element of body.querySelectorAll("[id], [name]")) {
    for (const name of [element.id, element.getAttribute("name")]) {
      if (name && !places.has(name)) places.set(name, element);
    }
  }
  const texts = new Map();
  for (const mark of body.querySelectorAll('a[href^="#"]')) {
    const text = textOf(mark, places, body);
    if (text) texts.set(mark, text);
  }
  for (const [mark, { box, content }] of texts) {
    const note = mark.ownerDocument.createElement("span");
    note.dataset.footnote = "";
    note.append(...content);
    outermost(mark).replaceWith(note);
    box.remove();
  }
  if (texts.size) dropLeftovers(body);
};
