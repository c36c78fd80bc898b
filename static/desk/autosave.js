// Keeps what is typed on the site, a moment after a change. Others are told by events: desk:kept, desk:lost.

import { send, written } from "./written.js";

const PAUSE = 1500;

const asText = (form) => JSON.stringify(written(form));

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.line = this.form.querySelector(".standing__kept");
    for (const name of ["input", "change"]) this.form.addEventListener(name, (event) => this.changed(event));
    this.form.addEventListener("submit", () => (this.isStopped = true));
    window.addEventListener("online", () => this.keep());
    // Widgets settle first: what they write into their fields is no change.
    setTimeout(() => (this.before = asText(this.form)), 500);
  }

  changed(event) {
    if (this.before === undefined || event.target.name?.startsWith("_") || asText(this.form) === this.before) return;
    this.line.textContent = this.dataset.writing;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    if (this.isBusy || this.isStopped || this.before === undefined || asText(this.form) === this.before) return;
    this.isBusy = true;
    const sent = asText(this.form);
    const { key, root, begin, lost } = this.dataset;
    try {
      this.answered(sent, ...(await send(this.form, key ? `${root}${key}/autosave/` : begin)));
    } catch {
      this.tell(lost, "desk:lost");
    }
    this.isBusy = false;
    if (asText(this.form) !== sent) this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  answered(sent, isKept, said) {
    this.isStopped = !isKept;
    if (!isKept) return this.tell(said.message, "desk:lost");
    // A new article has become one: the form is its own from now on.
    if (!this.dataset.key) history.replaceState(null, "", (this.form.action = `${this.dataset.root}${said.pk}/change/`));
    this.dataset.key = said.pk;
    this.form.elements.seen.value = said.seen;
    this.before = sent;
    this.tell(said.message, "desk:kept", said);
  }

  tell(words, name, detail) {
    this.line.textContent = words;
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("desk-autosave", Autosave);
