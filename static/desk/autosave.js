// Keeps what is typed on the site, a moment after a change. Others are told by events: desk:kept, desk:lost.

const PAUSE = 1500;

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    for (const name of ["input", "change"]) this.form.addEventListener(name, (event) => this.changed(event));
    this.form.addEventListener("submit", () => (this.isStopped = true));
    window.addEventListener("online", () => this.keep());
    // Widgets settle first: what they write into their fields is no change.
    setTimeout(() => (this.before = this.written), 500);
  }

  get written() {
    const own = ["seen", "draft_key", "csrfmiddlewaretoken"];
    return JSON.stringify([...new FormData(this.form)].filter(([name]) => !name.startsWith("_") && !own.includes(name)));
  }

  changed(event) {
    if (this.before === undefined || event.target.name?.startsWith("_") || this.written === this.before) return;
    this.say(this.dataset.writing);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    if (this.isBusy || this.isStopped || this.before === undefined || this.written === this.before) return;
    this.isBusy = true;
    const sent = this.written;
    const address = this.dataset.key ? `${this.dataset.root}${this.dataset.key}/autosave/` : this.dataset.begin;
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(this.form) });
      const isOurs = !answer.redirected && (answer.headers.get("Content-Type") ?? "").includes("json");
      if (!isOurs) throw new Error(`${answer.status}`);
      this.answered(answer.ok, await answer.json(), sent);
    } catch {
      this.say(this.dataset.lost);
      this.tell("desk:lost");
    }
    this.isBusy = false;
    if (this.written !== sent) this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  answered(isKept, said, sent) {
    this.say(said.message);
    this.isStopped = !isKept;
    if (!isKept) return this.tell("desk:lost");
    if (!this.dataset.key) this.move(said.pk);
    this.form.elements.seen.value = said.seen;
    this.before = sent;
    this.tell("desk:kept", said);
  }

  // A new article has become one: the form is its own from now on.
  move(key) {
    this.dataset.key = key;
    this.form.action = `${this.dataset.root}${key}/change/`;
    history.replaceState(null, "", this.form.action);
  }

  tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }

  say(text) {
    this.form.querySelector(".standing__kept").textContent = text;
  }
}

customElements.define("desk-autosave", Autosave);
