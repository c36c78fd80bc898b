import { arrows } from "./arrows.js";

const KEPT = "desk.pictures";

/** Keeps whether pictures stand in a grid or a list; arrow keys move among them, the space bar ticks one. */
customElements.define("picture-views", class extends HTMLElement {
  connectedCallback() {
    const kept = this.querySelector(`[value="${localStorage.getItem(KEPT) === "list" ? "list" : "grid"}"]`);
    kept.checked = true;
    this.addEventListener("change", ({ target }) => localStorage.setItem(KEPT, target.value));
    const list = document.getElementById("result_list");
    if (!list) return;
    arrows(list, "tbody th a");
    list.addEventListener("keydown", (event) => {
      if (event.key !== " " || !event.target.matches("tbody th a")) return;
      event.preventDefault();
      event.target.closest("tr").querySelector(".action-select")?.click();
    });
  }
});
