const unit = (number, name) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: name, maximumFractionDigits: 1 }).format(number);
const size = (bytes) => (bytes < 2 ** 20 ? unit(bytes / 2 ** 10, "kilobyte") : unit(bytes / 2 ** 20, "megabyte"));

/** Shows the file that is chosen beside the one that is there; a picture also around the focal point of the form. */
customElements.define("file-preview", class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.chosen = this.querySelector("[data-part=chosen]");
    this.picture = this.chosen.querySelector("img");
    this.focal = document.querySelector("focal-point");
    this.picture.addEventListener("load", () => this.show());
    this.picture.addEventListener("error", () => (this.picture.hidden = true));
    this.field?.addEventListener("change", () => this.read(this.field.files[0]));
  }

  read(file) {
    URL.revokeObjectURL(this.picture.src);
    this.chosen.hidden = !file;
    this.picture.hidden = true;
    if (!file) return this.forget();
    this.facts = [file.name, size(file.size)];
    this.tell();
    if (this.focal) this.picture.src = URL.createObjectURL(file);
  }

  tell(...more) {
    this.chosen.querySelector("span").textContent = [...this.facts, ...more].join(", ");
  }

  show() {
    const { naturalWidth: width, naturalHeight: height, src } = this.picture;
    this.picture.hidden = false;
    this.tell(`${width} × ${height}`);
    this.focal.show({ src, alt: "", width, height });
  }

  /** Back to what is there. */
  forget() {
    if (!this.focal) return;
    this.focal.hidden = !this.focal.dataset.item;
    if (this.focal.dataset.item) this.focal.show(JSON.parse(this.focal.dataset.item));
  }
});
