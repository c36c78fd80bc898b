// The checklist of what was kept last.

class Checklist extends HTMLElement {
  connectedCallback() {
    document.addEventListener("desk:kept", (event) => this.show(event.detail.checklist));
  }

  show(html) {
    // Somebody writes a reason here.
    if (this.contains(document.activeElement)) return;
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    if (fresh.textContent !== this.textContent) this.replaceChildren(...fresh.childNodes);
  }
}

customElements.define("desk-checklist", Checklist);
