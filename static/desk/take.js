// After a conflict: puts what somebody else has saved into a field.

import { button } from "./buttons.js";

class Take extends HTMLElement {
  connectedCallback() {
    const value = JSON.parse(this.nextElementSibling.textContent);
    const field = this.closest("form").elements[this.dataset.name];
    if (!field || typeof value === "object" || field.multiple) return;
    const take = button(this.dataset.label, () => {
      if (field.type === "checkbox") field.checked = value;
      else field.value = value;
      field.dispatchEvent(new Event("desk:filled", { bubbles: true }));
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    this.append(take);
  }
}

customElements.define("desk-take", Take);
