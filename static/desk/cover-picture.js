import "./focal.js";
import { saving } from "./focus-saving.js";
import "./picture-chooser.js";

/** The picture that a form holds by its key: shown with its crops, chosen in a dialog, its focal point saved at once. */
customElements.define("cover-picture", class extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    this.focal = this.querySelector("focal-point");
    this.status = this.querySelector("[role=status]");
    this.role = "group";
    this.ariaLabel = this.select.labels[0]?.textContent.replace(":", "").trim();
    this.part("choose").addEventListener("click", () => this.chooser.open());
    this.part("remove").addEventListener("click", () => this.choose(null));
    const { focus, saved, unsaved, item } = this.dataset;
    saving(this.focal, ({ id }) => focus.replace("ID", id), (isSaved) => (this.status.textContent = isSaved ? saved : unsaved));
    this.show(item ? JSON.parse(item) : null);
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** Outside of the form: a form cannot stand in another. */
  get chooser() {
    if (!this.dialog) {
      this.dialog = this.querySelector("template").content.querySelector("picture-chooser").cloneNode(true);
      document.body.append(this.dialog);
      this.dialog.addEventListener("chosen", ({ detail }) => this.choose(detail));
    }
    return this.dialog;
  }

  choose(item) {
    if (item && ![...this.select.options].some(({ value }) => value === `${item.pk}`)) {
      this.select.add(new Option(item.name || item.id, item.pk));
    }
    this.select.value = item?.pk ?? "";
    for (const kind of ["input", "change"]) this.select.dispatchEvent(new Event(kind, { bubbles: true }));
    this.show(item);
    this.part("choose").focus();
  }

  show(item) {
    this.part("shown").hidden = this.part("remove").hidden = !item;
    this.status.textContent = "";
    if (!item) return;
    this.focal.show(item);
    this.part("words").textContent = [item.name, item.alt, item.credit].filter(Boolean).join(" – ");
    this.part("edit").href = item.edit;
  }
});
