import { arrows } from "./arrows.js";
import "./picture-upload.js";
import { found } from "./shelf.js";

/** A dialog with the library's pictures: search, a grid, upload. `open()` shows it; the event `chosen` brings the item. */
customElements.define("picture-chooser", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.list = this.querySelector("ul");
    this.search = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.more = this.part("more");
    this.search.addEventListener("submit", (event) => {
      event.preventDefault();
      this.bring(1);
    });
    this.more.addEventListener("click", () => this.bring(this.next));
    this.part("close").addEventListener("click", () => this.dialog.close());
    this.addEventListener("taken", ({ detail }) => this.choose(detail));
    arrows(this.list, "button");
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  open() {
    this.dialog.showModal();
    this.bring(1);
  }

  async bring(page) {
    const asked = (this.asked = new URLSearchParams({ q: this.search.elements.q.value, page }));
    const answer = await found(this.dataset.address, asked).catch(() => null);
    if (asked !== this.asked) return;
    const buttons = (answer?.items ?? []).map((item) => this.button(item));
    if (page === 1) this.list.replaceChildren();
    this.list.append(...buttons.map((button) => document.createElement("li").appendChild(button).parentElement));
    if (page > 1) buttons[0]?.focus();
    this.next = answer?.next;
    this.more.hidden = !this.next;
    this.status.textContent = answer ? (this.list.children.length ? "" : this.dataset.none) : this.dataset.lost;
  }

  button(item) {
    const button = this.querySelector("template").content.firstElementChild.cloneNode(true);
    Object.assign(button.querySelector("img"), { src: item.src, alt: item.alt });
    button.querySelector("span").textContent = item.name || item.id;
    button.addEventListener("click", () => this.choose(item));
    return button;
  }

  choose(item) {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent("chosen", { detail: item }));
  }
});
