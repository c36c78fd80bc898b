// The page beside the form, drawn anew when the text was kept, at the width of a phone, a tablet or a desk.

class Preview extends HTMLElement {
  connectedCallback() {
    this.frame = document.createElement("iframe");
    this.frame.title = document.getElementById("preview-title").textContent;
    this.append(this.frame);
    this.show();
    this.addEventListener("change", () => this.show());
    this.frame.addEventListener("load", () => this.frame.contentWindow.scrollTo(0, this.top ?? 0));
    document.addEventListener("desk:kept", () => this.again());
    new ResizeObserver(() => this.scale()).observe(this);
  }

  chosen(name) {
    return this.querySelector(`[name="${name}"]`).value;
  }

  show() {
    const address = `${this.dataset.address}?as=${this.chosen("as")}`;
    if (this.frame.getAttribute("src") !== address) this.frame.src = address;
    this.scale();
  }

  again() {
    this.top = this.frame.contentWindow.scrollY;
    this.frame.contentWindow.location.reload();
  }

  scale() {
    const width = Number(this.chosen("width"));
    const factor = Math.min(1, this.clientWidth / width);
    this.frame.style.inlineSize = `${width}px`;
    this.frame.style.zoom = factor;
  }
}

customElements.define("desk-preview", Preview);
