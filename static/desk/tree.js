import { dragging } from "./tree-dragging.js";

// A tree whose rows are moved without leaving the page: what the desk answers is put in its place, said and focused.
class Tree extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("submit", (event) => this.submit(event));
    dragging(this, (row, place, before) => {
      const { seen } = this.tools(row).dataset;
      this.send(`${row}:${seen}:${place}:${before}`, row, "up");
    });
  }

  submit(event) {
    const button = event.submitter;
    if (button?.name !== "_move") return;
    event.preventDefault();
    this.send(button.value, button.closest("[data-row]").dataset.row, button.dataset.verb);
  }

  async send(move, row, verb) {
    if (this.ariaBusy === "true") return;
    this.ariaBusy = "true";
    const body = new FormData(this.form);
    body.set("_move", move);
    try {
      const answer = await fetch(this.dataset.move, { method: "POST", body });
      this.show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      this.show(document.querySelector("#tree-failed").content.cloneNode(true));
    }
    this.ariaBusy = "false";
    this.focusOn(row, verb);
  }

  show(page) {
    const messages = page.querySelector(".tree-messages");
    this.replaceChildren(...(page.querySelector("desk-tree") ?? this).childNodes);
    document.querySelector(".tree-messages").replaceChildren(...messages.childNodes);
    const said = document.querySelectorAll(".tree-messages .messagelist:last-of-type li");
    this.say([...said].map((each) => each.textContent).join(" "));
  }

  say(words) {
    document.querySelector("#tree-said").textContent = words;
  }

  tools(row) {
    return this.querySelector(`#row-${row} > .tree__row > .tree__tools`);
  }

  focusOn(row, verb) {
    const tools = this.tools(row);
    (tools?.querySelector(`[data-verb="${verb}"]:enabled`) ?? tools?.querySelector(":enabled"))?.focus();
    tools?.parentElement.classList.add("is-moved");
  }
}

customElements.define("desk-tree", Tree);
