import { joined, tell } from "./forms.js";
import { sent } from "./shelf.js";

const FAILURES = { 403: "denied", 413: "large" };

/**
 * A picture on its way into the library, with its own fields, progress and errors. `file` is the one to send, or the
 * form has a field for it. The event `taken` brings the item: the new one, or the same that the library had already.
 */
customElements.define("picture-upload", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.part("both").addEventListener("click", () => this.send({ keepsBoth: true }));
    this.part("use").addEventListener("click", () => this.take(this.same));
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** Sends what is written here, and where nothing is, what is written for all that stand together. */
  async send({ keepsBoth = false } = {}) {
    if (this.ariaBusy === "true" || this.item) return;
    const values = joined(this.form, this.closest("picture-uploads")?.shared ?? []);
    if (this.file) values.set("upload", this.file);
    if (!keepsBoth) values.set("ask", "1");
    this.show({});
    this.ariaBusy = "true";
    const answer = await sent(this.dataset.address, values, (share) => (this.part("progress").value = share));
    this.ariaBusy = "false";
    if (answer.item) this.take(answer.item);
    else if (answer.errors || answer.same) this.show(answer);
    else this.show({ errors: { upload: [this.dataset[FAILURES[answer.status] ?? "lost"]] } });
  }

  /** What keeps it from being taken. */
  show({ errors = {}, same }) {
    tell(this.form, errors);
    this.same = same;
    this.part("same").hidden = !same;
    if (same) this.part("name").textContent = same.name || same.id;
  }

  take(item) {
    this.show({});
    this.item = item;
    this.dispatchEvent(new CustomEvent("taken", { bubbles: true, detail: item }));
  }
});
