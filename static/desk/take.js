// After a conflict: puts what somebody else has saved into a field.

import { button } from "./buttons.js";

class Take extends HTMLElement {
  connectedCallback() {
    const value = JSON.parse(this.nextElementSibling.textContent);
    const field = this.closest("form").elements[this.dataset.name];
    if (!field || field.multiple) return;
    const take = button(this.dataset.label, () => {
      if (field.type === "checkbox") field.checked = value;
      else field.value = value?.key ? this.option(field, value) : value;
      for (const name of ["desk:filled", "input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
      field.focus();
    });
    this.append(take);
  }

  // A list that is searched knows only what was chosen in it before.
  option(field, { key, text }) {
    if (![...field.options].some((option) => option.value === String(key))) field.add(new Option(text, key));
    return key;
  }
}

customElements.define("desk-take", Take);
