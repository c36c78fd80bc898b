// Says who else has the form open, and tells them of us.

const PULSE = 20000;

class Presence extends HTMLElement {
  connectedCallback() {
    setInterval(() => this.pulse(), PULSE);
  }

  async pulse() {
    if (document.hidden) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.closest("form").elements.csrfmiddlewaretoken.value);
    const answer = await fetch(this.dataset.address, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { others } = await answer.json();
    const text = others.join(" · ");
    // What is said again is read aloud again.
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("desk-presence", Presence);
