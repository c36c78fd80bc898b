// Text that the site could not be given: kept in this browser, and offered back when the form is opened again.

import { button } from "./buttons.js";
import { fill, written } from "./written.js";

class Unsent extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    document.addEventListener("desk:lost", () => this.remember());
    document.addEventListener("desk:kept", () => localStorage.removeItem(this.place));
    // What was saved just now is on the site.
    if (document.querySelector(".messagelist .success")) localStorage.removeItem(this.place);
    setTimeout(() => this.offer(), 600);
  }

  get place() {
    return `desk:${location.pathname}`;
  }

  get fields() {
    return written(this.form).filter(([, value]) => typeof value === "string");
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
    const take = button(this.dataset.take, () => this.end(() => fill(this.form, kept.fields)));
    this.append(`${this.dataset.offer} ${when}. `, take, " ", button(this.dataset.drop, () => this.end()));
  }

  end(act) {
    act?.();
    localStorage.removeItem(this.place);
    this.replaceChildren();
    this.className = "";
  }
}

customElements.define("desk-unsent", Unsent);
