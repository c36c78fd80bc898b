import { fromZone, toZone } from "./zone.js";

/** What a field says of an attribute: null for nothing. */
export const valueOf = (field, { root }) => {
  if (field.type === "checkbox") return field.checked ? checkedValue(field) : uncheckedValue(field);
  if (field.type === "datetime-local") return fromZone(field.value, root.dataset.zone);
  return field.value.trim() === "" ? null : field.value;
};

// A box without a value of its own is a yes or no.
const checkedValue = (field) => field.getAttribute("value") ?? true;
const uncheckedValue = (field) => (field.hasAttribute("value") ? null : false);

/** Show an attribute in its field, unless somebody is writing there. */
export const showField = (field, attributes, { root }) => {
  const value = attributes[field.dataset.attribute];
  if (field.type === "checkbox") field.checked = Boolean(value);
  else if (field !== document.activeElement) {
    field.value = field.type === "datetime-local" ? toZone(value, root.dataset.zone) : (value ?? "");
  }
  if (field.dataset.unless) field.disabled = Boolean(attributes[field.dataset.unless]);
};
