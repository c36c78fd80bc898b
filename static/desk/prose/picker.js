import { remember } from "./library.js";
import { starter } from "./results.js";
import { startUpload } from "./upload.js";
import { walkGrid } from "./grid.js";

const PAUSE = 250;

/** Let somebody choose from the library, or put something into it: a list of items, empty if nothing was chosen.
 * `several`: any number of them; `file`: a picture that is to be uploaded. */
export const pick = (surface, kind, { several = false, file = null } = {}) =>
  new Promise((resolve) => {
    const dialog = surface.parts.dialog(kind);
    const chosen = new Map();
    const list = dialog.querySelector("[data-items]");
    const form = dialog.querySelector("[data-look]");
    const done = dialog.querySelector("[data-done]");
    done.hidden = !several;

    const choose = (item, button) => {
      remember(surface, kind, item);
      if (!several) return finish([item]);
      if (!chosen.delete(item.id)) chosen.set(item.id, item);
      button?.setAttribute("aria-pressed", String(chosen.has(item.id)));
      done.disabled = !chosen.size;
    };
    const finish = (items) => {
      chosen.clear();
      items.forEach((item) => chosen.set(item.id, item));
      dialog.close();
    };
    const seek = starter(surface, kind, dialog, { choose, chosen, several });

    done.disabled = true;
    done.onclick = () => finish([...chosen.values()]);
    dialog.querySelector("[data-cancel]").onclick = () => finish([]);
    dialog.oncancel = () => chosen.clear();
    form.onsubmit = (event) => event.preventDefault();
    let pause;
    form.oninput = () => {
      clearTimeout(pause);
      pause = setTimeout(seek, PAUSE);
    };
    list.onkeydown = walkGrid;
    const take = (item) => {
      remember(surface, kind, item);
      finish([...chosen.values(), item]);
    };
    startUpload(surface, kind, dialog, { file, take });
    dialog.addEventListener("close", () => resolve([...chosen.values()]), { once: true });
    dialog.showModal();
    seek();
  });
