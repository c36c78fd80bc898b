/** Ask in a dialog of the widget's template. Its answers by the names of its fields, and as `verb` the button that was
 * pressed; null where it was closed without one. */
export const ask = (surface, name, values = {}, prepare = () => {}) =>
  new Promise((resolve) => {
    const dialog = surface.parts.dialog(name);
    const form = dialog.querySelector("form");
    form.reset();
    fill(form, values);
    const finish = prepare(dialog, form);
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      () => {
        finish?.();
        resolve(dialog.returnValue ? { ...answers(form), verb: dialog.returnValue } : null);
      },
      { once: true },
    );
    dialog.querySelector("[data-cancel]").onclick = () => dialog.close("");
    dialog.showModal();
  });

const fill = (form, values) => {
  for (const field of form.elements) {
    const value = values[field.name];
    if (field.type === "checkbox") field.checked = String(value ?? "").split(" ").includes(field.value);
    else if (field.name && field.tagName !== "BUTTON") field.value = value ?? "";
    if (field.dataset.shown) field.hidden = !values[field.dataset.shown];
  }
};

/** Null for what was left empty; several ticked boxes of one name are words. */
const answers = (form) => {
  const found = {};
  for (const { name, tagName } of form.elements) {
    if (name && tagName !== "BUTTON") found[name] = new FormData(form).getAll(name).join(" ").trim() || null;
  }
  return found;
};
