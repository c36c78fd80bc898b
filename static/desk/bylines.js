// Rows of bylines: moved by button or by dragging their grip, taken away, added. Without it they stand in order as typed.

import { button } from "./buttons.js";
import { dragging } from "./dragging.js";

class Bylines extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.blank = this.list.lastElementChild.cloneNode(true);
    for (const row of this.list.children) this.equip(row);
    this.append(button(this.dataset.add, () => this.add(), "+"));
    dragging(this.list, () => this.number());
  }

  equip(row) {
    const tools = Object.assign(document.createElement("span"), { className: "bylines__tools" });
    tools.append(
      button(this.dataset.up, () => this.move(row, row.previousElementSibling, "beforebegin"), "↑"),
      button(this.dataset.down, () => this.move(row, row.nextElementSibling, "afterend"), "↓"),
      button(this.dataset.remove, () => this.takeAway(row), "×"),
    );
    row.append(tools);
    row.draggable = true;
  }

  move(row, neighbour, place) {
    const focused = document.activeElement;
    if (neighbour) neighbour.insertAdjacentElement(place, row);
    focused.focus();
    this.number();
  }

  takeAway(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (!next) return;
    row.remove();
    next.querySelector("button").focus();
    this.number();
  }

  add() {
    const row = this.blank.cloneNode(true);
    for (const field of row.querySelectorAll("[id]")) field.id += `-${Date.now()}`; // widgets name their parts after it
    this.list.append(row);
    this.number();
    this.equip(row);
    window.django?.jQuery?.(row).find(".admin-autocomplete").djangoAdminSelect2();
    row.querySelector(".select2-selection, select")?.focus();
  }

  number() {
    this.list.querySelectorAll("li").forEach((row, number) => {
      for (const field of row.querySelectorAll("[name]")) field.name = field.name.replace(/-\d+-/, `-${number}-`);
    });
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("desk-bylines", Bylines);
