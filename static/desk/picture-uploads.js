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
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add(event.dataTransfer.files);
    });
    this.addEventListener("taken", ({ target, detail }) => {
      const link = target.closest("li").querySelector("a");
      Object.assign(link, { href: detail.edit, hidden: false });
      target.closest("li").querySelector("[data-part=drop]").hidden = target.hidden = true;
    });
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
    const uploads = [...this.list.querySelectorAll("picture-upload")];
    for (const upload of uploads) if (upload.isConnected) await upload.send();
    const left = uploads.filter(({ item, isConnected }) => isConnected && !item).length;
    this.querySelector("[data-part=outcome]").textContent = left ? this.dataset.left.replace("{n}", left) : this.dataset.done;
  }
});
