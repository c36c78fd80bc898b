// The keys of the queue, as mail programs have them. They press what stands in the list: nothing is done here.
const HERE = "geopolist.comments.here";
const OFF = "geopolist.comments.keys-off";
const rows = [...document.querySelectorAll("[data-queued]")];
const help = document.querySelector("[data-queue]");
const current = () => rows.find((row) => row.contains(document.activeElement));

const go = (place) => {
  const row = rows[Math.max(0, Math.min(place, rows.length - 1))];
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const place = rows.indexOf(current());
  go(place < 0 ? 0 : place + by);
};

const press = (key) => {
  const scope = key === "z" ? document : current();
  // Of what was done last, where more than one thing is said.
  const found = [...(scope?.querySelectorAll(`[data-key="${CSS.escape(key)}"]`) ?? [])].at(-1);
  found?.click();
  found?.parentElement.querySelector("textarea")?.focus();
  return found;
};

const choose = () => current()?.closest("tr").querySelector(".action-select")?.click();

const keys = { j: () => step(1), k: () => step(-1), x: choose };

if (help) {
  const isOn = help.querySelector("input");
  help.hidden = false;
  isOn.checked = !localStorage.getItem(OFF);
  isOn.addEventListener("change", () => isOn.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (!isOn.checked || isWriting || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    if (keys[event.key] ? (keys[event.key](), true) : press(event.key)) event.preventDefault();
  });
  // Where one was decided the next one stands after it: whoever goes through the list goes on from there.
  document.addEventListener("submit", ({ submitter }) => {
    const row = submitter?.closest("[data-queued]");
    if (row) sessionStorage.setItem(HERE, rows.indexOf(row));
  });
  const left = sessionStorage.getItem(HERE);
  sessionStorage.removeItem(HERE);
  if (left) go(Number(left));
}
