import { pm } from "./engine.js";
import { isWebAddress } from "./addresses.js";
import { disarmed } from "./html.js";
import { settled } from "./copies.js";
import { cleaned, hasWords } from "./paste/cleaning.js";

// On what this editor wrote to the clipboard itself.
const OURS = "data-prose";
const fromOurs = new RegExp(`<[a-z][^<>]*\\s${OURS}[\\s=>]`);

/** What an editor does with what is pasted, dropped and copied. */
export const clipboard = (surface) => ({
  clipboardSerializer: {
    serializeFragment(fragment, options) {
      const { schema } = surface.editor;
      const written = pm.model.DOMSerializer.fromSchema(schema).serializeFragment(fragment, options);
      written.firstElementChild?.setAttribute(OURS, "");
      return written;
    },
  },
  transformPastedHTML(html) {
    if (fromOurs.test(html)) return disarmed(html);
    const { html: words, pictures, lost } = cleaned(html);
    if (pictures.length) setTimeout(() => surface.takeFiles(pictures));
    if (lost) surface.tell(surface.parts.words.lost);
    return words;
  },
  transformPasted: (slice, view) => (view.dragging?.move ? slice : settled(slice, view.state)),
  handlePaste(view, { clipboardData }) {
    const files = [...clipboardData.files];
    const html = clipboardData.getData("text/html");
    if (files.length && !hasWords(html)) return Boolean(surface.takeFiles(files));
    const text = clipboardData.getData("text/plain");
    if (html || view.state.selection.empty || !isWebAddress(text)) return false;
    const { from, to } = view.state.selection;
    view.dispatch(view.state.tr.addMark(from, to, view.state.schema.marks.link.create({ href: text.trim() })));
    return true;
  },
  handleDrop(view, event, _slice, isMoved) {
    const files = [...event.dataTransfer.files];
    if (isMoved || !files.length) return false;
    const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
    const { Selection } = pm.state;
    if (place) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(place.pos))));
    event.preventDefault();
    return Boolean(surface.takeFiles(files));
  },
});
