// Text that the site could not be given: kept in this browser, and offered back when the form is opened again.

class Unsent extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    document.addEventListener("desk:lost", () => this.remember());
    document.addEventListener("desk:kept", () => localStorage.removeItem(this.place));
    setTimeout(() => this.offer(), 600);
  }

  get place() {
    return `desk:${this.form.elements.seen.value ? location.pathname : "new"}`;
  }

  get fields() {
    const texts = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    return texts.filter(([name]) => !name.startsWith("_") && !["seen", "draft_key", "csrfmiddlewaretoken"].includes(name));
  }

  remember() {
    try {
      localStorage.setItem(this.place, JSON.stringify({ at: Date.now(), fields: this.fields }));
    } catch {
      // No room, or not allowed here: the text still stands in the form.
    }
  }

  offer() {
    const kept = JSON.parse(localStorage.getItem(this.place) || "null");
    if (!kept || JSON.stringify(kept.fields) === JSON.stringify(this.fields)) return;
    const when = new Date(kept.at).toLocaleString(document.documentElement.lang);
    this.className = "asked";
    this.append(`${this.dataset.offer} ${when}. `, this.button(this.dataset.take, () => this.fill(kept.fields)), " ");
    this.append(this.button(this.dataset.drop, () => {}));
  }

  button(label, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => {
      act();
      localStorage.removeItem(this.place);
      this.replaceChildren();
      this.className = "";
    });
    return button;
  }

  fill(fields) {
    const named = Map.groupBy(fields, ([name]) => name);
    for (const field of this.form.elements) {
      const values = named.get(field.name)?.map(([, value]) => value) ?? [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
      else if (values.length) field.value = values[0];
      if (values.length) field.dispatchEvent(new Event("desk:filled", { bubbles: true }));
    }
    this.form.dispatchEvent(new Event("input"));
  }
}

customElements.define("desk-unsent", Unsent);
