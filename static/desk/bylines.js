// Rows of bylines: moved by button or by dragging their grip, taken away, added. Without it they stand in order as typed.

class Bylines extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.blank = this.list.lastElementChild.cloneNode(true);
    for (const row of this.list.children) this.equip(row);
    this.append(this.button(this.dataset.add, "+", () => this.add()));
    this.addEventListener("dragover", (event) => this.dragOver(event));
  }

  button(label, sign, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    return button;
  }

  equip(row) {
    const tools = document.createElement("span");
    tools.className = "bylines__tools";
    tools.append(
      this.button(this.dataset.up, "↑", () => this.move(row, row.previousElementSibling, "beforebegin")),
      this.button(this.dataset.down, "↓", () => this.move(row, row.nextElementSibling, "afterend")),
      this.button(this.dataset.remove, "×", () => this.remove_(row)),
    );
    row.append(tools);
    row.draggable = true;
    row.addEventListener("dragstart", (event) => event.target.closest("input, .select2") ? event.preventDefault() : (this.dragged = row));
    row.addEventListener("dragend", () => this.number());
  }

  move(row, neighbour, place) {
    const focused = document.activeElement;
    if (neighbour) neighbour.insertAdjacentElement(place, row);
    focused.focus();
    this.number();
  }

  dragOver(event) {
    const over = event.target.closest?.(".bylines__row");
    if (!over || !this.dragged || over === this.dragged) return;
    event.preventDefault();
    const after = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    over.insertAdjacentElement(after ? "afterend" : "beforebegin", this.dragged);
  }

  remove_(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (!next) return;
    row.remove();
    next.querySelector("button").focus();
    this.number();
  }

  add() {
    const row = this.blank.cloneNode(true);
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
