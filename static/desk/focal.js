import { crop, inside } from "./crops.js";

const ARROWS = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

/** The point of a picture that every crop keeps, set by click or arrow keys and shown at every ratio: `show(item)` brings
    another picture, the event `moved` tells of a `point` that somebody has set. */
customElements.define("focal-point", class extends HTMLElement {
  connectedCallback() {
    this.fields = [this.dataset.across, this.dataset.down].map((id) => document.getElementById(id)).filter(Boolean);
    this.mark = this.querySelector("button");
    // Who may only look at a form gets no fields in it.
    this.mark.disabled = this.dataset.across && !this.fields.length;
    this.mark.parentElement.addEventListener("click", ({ clientX, clientY, detail, currentTarget }) => {
      const { left, top, width, height } = currentTarget.getBoundingClientRect();
      if (detail && !this.mark.disabled) this.move([(clientX - left) / width, (clientY - top) / height]);
    });
    this.mark.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(this.point.map((share, side) => share + step[side] * (event.shiftKey ? 10 : 1)));
    });
    for (const field of this.fields) field.addEventListener("input", () => this.draw(this.typed));
    if (this.dataset.item) this.show(JSON.parse(this.dataset.item));
  }

  get typed() {
    return this.fields.map(({ value }) => (value === "" ? 0.5 : inside(Number(value))));
  }

  show(item) {
    const { src, srcset = "", alt, width, height, focus } = (this.item = item);
    const [whole, ...crops] = this.querySelectorAll("img");
    Object.assign(whole, { srcset, src, alt, width, height });
    for (const each of crops) each.src = src;
    this.hidden = false;
    this.draw(this.fields.length ? this.typed : focus);
  }

  move(point) {
    this.draw(point.map((share) => Math.round(inside(share) * 1000) / 1000));
    this.fields.forEach((field, side) => {
      field.value = this.point[side];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.dispatchEvent(new Event("moved", { bubbles: true }));
  }

  draw(point) {
    this.point = point;
    [this.mark.style.left, this.mark.style.top] = point.map((share) => `${share * 100}%`);
    const output = this.querySelector("output");
    const said = (words, share, side) => words.replace(["{x}", "{y}"][side], percent.format(share));
    output.value = point.reduce(said, output.dataset.words);
    for (const each of this.querySelectorAll("[data-shape]")) crop(each, each.dataset.shape.split(" "), this.item, point);
  }
});
