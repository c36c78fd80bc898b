import { showErrors } from "./formerrors.js";
import { json } from "./library.js";

/** The form that puts something new into the library; `take` gets it. Errors stand beside their fields, and nothing
 * typed is lost. What the library has already is taken a second time only from whoever says so. */
export const startUpload = (surface, kind, dialog, { file, take }) => {
  const form = dialog.querySelector("[data-new]");
  const send = form.querySelector("[type=submit]");
  const same = form.querySelector("[data-same]");
  const reset = () => {
    showErrors(form, {});
    if (same) same.hidden = true;
  };
  const post = async (body) => {
    send.disabled = true;
    const headers = { "X-CSRFToken": surface.textarea.form.elements.csrfmiddlewaretoken.value };
    const answer = await json(surface.root.dataset[kind], { method: "POST", body, headers }).catch(() => null);
    send.disabled = false;
    reset();
    if (answer?.item) take(answer.item);
    else if (answer?.same) offer(answer.same);
    else showErrors(form, answer?.errors ?? { "": [form.dataset.broken] });
  };
  const offer = (item) => {
    same.hidden = false;
    same.querySelector("[data-show=name]").textContent = item.name ?? item.title;
    same.querySelector("[data-use]").onclick = () => take(item);
    same.querySelector("[data-both]").onclick = () => post(new FormData(form));
    same.querySelector("[data-use]").focus();
  };

  form.reset();
  reset();
  dialog.querySelector("[data-upload]").open = Boolean(file);
  if (file) {
    form.elements.upload.files = filesOf(file);
    // Once the dialog is open.
    queueMicrotask(() => (form.elements.alt ?? form.elements.title).focus());
  }
  form.onsubmit = (event) => {
    event.preventDefault();
    if (send.disabled) return;
    const body = new FormData(form);
    body.set("ask", "");
    post(body);
  };
};

const filesOf = (file) => {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  return transfer.files;
};
