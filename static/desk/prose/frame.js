import { pm } from "./engine.js";
import { run } from "./commands.js";
import { showField, valueOf } from "./fields.js";
import { setOrRemove } from "./html.js";
import { ownBar } from "./ownbar.js";

/** A node's view in the frame of the widget's template: a bar with its name, fields for its attributes and its tools
 * over its content. `show(dom, node, surface)` draws whatever else it has. */
export const framed = (kind, show = () => {}) => ({ node, editor, view, getPos }) => {
  const { surface } = editor.options;
  const dom = surface.parts.frame(kind);
  const contentDOM = dom.querySelector("[data-content]");
  const fields = [...dom.querySelectorAll("[data-attribute]")];

  const draw = () => {
    for (const name of ["lang", "dir"]) setOrRemove(dom, name, node.attrs[name]);
    fields.forEach((field) => showField(field, node.attrs, surface));
    show(dom, node, surface);
  };
  const change = ({ target }) => {
    if (!fields.includes(target)) return;
    const value = valueOf(target, surface);
    if (value === null && target.required) return;
    view.dispatch(view.state.tr.setNodeAttribute(getPos(), target.dataset.attribute, value));
  };
  const select = () => {
    const { tr, doc } = view.state;
    view.dispatch(tr.setSelection(pm.state.NodeSelection.create(doc, getPos())));
  };
  const press = (event) => {
    if (event.target.closest(".prose-block") !== dom) return;
    if (event.target.closest("[data-picture]")) select();
    const button = event.target.closest("button");
    if (!button) return;
    const { act, tool } = button.dataset;
    if (act) select();
    if (act !== "select") run(surface, act ?? tool);
    if (act === "up" || act === "down") view.dom.querySelector(`.prose-here [data-act="${act}"]`)?.focus();
  };

  dom.addEventListener("input", change);
  dom.addEventListener("click", press);
  draw();

  return {
    dom,
    contentDOM,
    update: (other) => {
      if (other.type !== node.type) return false;
      node = other;
      draw();
      return true;
    },
    ...ownBar(contentDOM),
  };
};
