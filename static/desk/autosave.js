// Keeps what is typed: on the site a moment after a change, in this browser where the site cannot be reached.

const PAUSE = 1500;
const PULSE = 20000;

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.said = this.form.querySelector(".standing__kept");
    this.others = this.form.querySelector(".standing__others");
    this.form.addEventListener("input", (event) => this.changed(event));
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("submit", () => (this.isLeaving = true));
    window.addEventListener("online", () => this.isOpen && this.keep());
    setInterval(() => this.pulse(), PULSE);
    // Widgets settle first: what they write into their fields is no change.
    setTimeout(() => this.begin(), 500);
  }

  get place() {
    return `desk:${this.dataset.root}${this.dataset.key || "new"}`;
  }

  get fields() {
    const pairs = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("_"));
    return pairs.filter(([name]) => name !== "csrfmiddlewaretoken");
  }

  get written() {
    return JSON.stringify(this.fields.filter(([name]) => name !== "seen" && name !== "draft_key"));
  }

  begin() {
    this.before = this.written;
    const kept = JSON.parse(localStorage.getItem(this.place) || "null");
    if (kept && JSON.stringify(kept.fields) !== this.before) this.offer(kept);
  }

  changed(event) {
    if (this.before === undefined || event.target.name?.startsWith("_") || this.written === this.before) return;
    this.isOpen = true;
    this.say(this.dataset.writing);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    if (this.isBusy || this.isLeaving || this.isStopped) return;
    this.isBusy = true;
    const sent = this.written;
    const address = this.dataset.key ? `${this.dataset.root}${this.dataset.key}/autosave/` : this.dataset.begin;
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(this.form) });
      if (answer.redirected || !(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error(answer.status);
      this.answered(answer.status, await answer.json(), sent);
    } catch {
      this.say(this.dataset.lost);
      this.remember();
    }
    this.isBusy = false;
    if (this.written !== sent && !this.isStopped) this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  answered(status, said, sent) {
    this.say(said.message);
    if (status === 409) {
      this.isStopped = true;
      return this.remember();
    }
    localStorage.removeItem(this.place);
    if (!this.dataset.key) this.move(said.pk);
    this.form.elements.seen.value = said.seen;
    this.before = sent;
    this.isOpen = this.written !== sent;
    this.tell(said.checklist);
  }

  // A new article has become one: the form is its own from now on.
  move(key) {
    this.dataset.key = key;
    this.form.action = `${this.dataset.root}${key}/change/`;
    history.replaceState(null, "", this.form.action);
  }

  tell(checklist) {
    const place = document.querySelector(".checklist");
    if (place && !place.contains(document.activeElement)) {
      const fresh = new DOMParser().parseFromString(checklist, "text/html");
      place.replaceChildren(...fresh.body.childNodes);
    }
    document.dispatchEvent(new CustomEvent("desk:kept"));
  }

  remember() {
    try {
      localStorage.setItem(this.place, JSON.stringify({ at: Date.now(), fields: JSON.parse(this.written) }));
    } catch {
      // No room, or not allowed here: the text still stands in the form.
    }
  }

  offer(kept) {
    const note = document.createElement("p");
    note.className = "asked";
    note.append(`${this.dataset.offer} ${new Date(kept.at).toLocaleString(document.documentElement.lang)}. `);
    for (const [label, act] of [[this.dataset.take, () => this.fill(kept.fields)], [this.dataset.drop, () => {}]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", () => {
        act();
        localStorage.removeItem(this.place);
        note.remove();
      });
      note.append(button, " ");
    }
    this.form.querySelector(".standing").after(note);
  }

  fill(fields) {
    const named = Map.groupBy(fields, ([name]) => name);
    for (const field of this.form.elements) {
      const values = named.get(field.name)?.map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values?.includes(field.value) ?? false;
      else if (field.multiple) for (const option of field.options) option.selected = values?.includes(option.value) ?? false;
      else if (values && field.name !== "seen") field.value = values[0];
      if (values) field.dispatchEvent(new Event("desk:filled", { bubbles: true }));
    }
    this.form.dispatchEvent(new Event("input"));
  }

  async pulse() {
    if (!this.dataset.key || document.hidden || !this.others) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(`${this.dataset.root}${this.dataset.key}/presence/`, { method: "POST", body }).catch(() => null);
    if (answer?.ok && !answer.redirected) this.others.textContent = (await answer.json()).others.join(" · ");
  }

  say(text) {
    if (this.said) this.said.textContent = text;
  }
}

customElements.define("desk-autosave", Autosave);
