import { dropped } from "./dropping.js";
import "./picture-upload.js";

/** Many pictures on their way into the library, one request each. `shared` is what is written for all of them. */
customElements.define("picture-uploads", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.list = this.querySelector("[data-part=list]");
    const { upload } = this.form.elements;
    upload.addEventListener("change", () => {
      this.add(upload.files);
      upload.value = "";
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    dropped((files) => this.add(files));
    addEventListener("beforeunload", (event) => this.left.length && event.preventDefault());
    this.addEventListener("taken", ({ target, detail }) => {
      const link = target.closest("li").querySelector("a");
      Object.assign(link, { href: detail.edit, hidden: false });
      target.closest("li").querySelector("[data-part=drop]").hidden = target.hidden = true;
    });
  }

  get left() {
    return [...this.list.querySelectorAll("picture-upload")].filter(({ item }) => !item);
  }

  get shared() {
    return new FormData(this.form);
  }

  add(files) {
    const rows = [...files].map((file) => this.row(file));
    this.list.append(...rows);
    rows[0]?.querySelector("picture-upload [name]").focus();
  }

  row(file) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const picture = row.querySelector("img");
    picture.src = URL.createObjectURL(file);
    picture.onload = picture.onerror = () => URL.revokeObjectURL(picture.src);
    row.querySelector("b").textContent = file.name;
    row.querySelector("picture-upload").file = file;
    row.querySelector("[data-part=drop]").addEventListener("click", () => row.remove());
    return row;
  }

  /** One after the other: the server draws one picture at a time. */
  async send() {
    for (const upload of this.left) if (upload.isConnected) await upload.send();
    const { left, done } = this.dataset;
    const number = this.left.length;
    this.querySelector("[data-part=outcome]").textContent = number ? left.replace("{n}", number) : done;
  }
});
