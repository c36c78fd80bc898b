import { startCount } from "./count.js";
import { followTextarea } from "./filled.js";
import { followLanguage } from "./language.js";
import { nameKeys } from "./mac.js";
import { startMenus } from "./menu.js";
import { partsOf } from "./parts.js";
import { startSearch } from "./searchbar.js";
import { startStatus } from "./status.js";
import { makeSurface } from "./surface.js";
import { takeFiles } from "./picking.js";
import { startToolbar } from "./toolbar.js";

const STARTS = [startStatus, startMenus, startToolbar, startSearch, startCount, followLanguage, followTextarea];

/** Makes a writing surface of a textarea of HTML. Where that fails the textarea stays, and nothing is lost. */
const start = (root) => {
  const textarea = root.querySelector("textarea");
  const surface = makeSurface(root, textarea, partsOf(root));
  surface.takeFiles = (files) => takeFiles(surface, [...files]);
  for (const begin of STARTS) begin(surface);
  textarea.hidden = true;
  nameKeys(root);
  for (const part of root.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const label of textarea.labels) label.addEventListener("click", () => surface.editor.commands.focus());
  textarea.surface = surface;
  textarea.dispatchEvent(new CustomEvent("prose:ready", { bubbles: true, detail: surface }));
};

document.querySelectorAll("[data-prose]").forEach(start);
