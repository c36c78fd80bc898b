import { addressOf } from "./addresses.js";

/** Make what is selected in a footnote's editor a link to the address in `field`. */
export const linkIn = (view, field) => {
  const { link } = view.state.schema.marks;
  const { from, to, empty } = view.state.selection;
  const href = addressOf(field.value);
  if (!href) return field.focus();
  const { tr } = view.state;
  if (empty) tr.insert(from, view.state.schema.text(href, [link.create({ href })]));
  else tr.addMark(from, to, link.create({ href }));
  field.value = "";
  view.dispatch(tr);
  view.focus();
};
