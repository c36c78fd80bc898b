const MARGIN = 12;

/** A footnote's mark shows its note in a card, under the mouse or with the focus; the link still leads to the note. */
export default (mark) => {
  const link = mark.querySelector("a");
  const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!note) return;
  let card;
  let timer;

  const show = () => {
    clearTimeout(timer);
    if (card) return;
    card = document.createElement("div");
    card.className = "note-card";
    card.append(...[...note.cloneNode(true).childNodes].filter((part) => !part.classList?.contains("notes__back")));
    document.body.append(card);
    const at = link.getBoundingClientRect();
    const width = card.offsetWidth;
    const start = Math.min(Math.max(MARGIN, at.left + at.width / 2 - width / 2), innerWidth - width - MARGIN);
    const above = at.top - card.offsetHeight - MARGIN / 2;
    card.style.left = `${start + scrollX}px`;
    card.style.top = `${(above > MARGIN ? above : at.bottom + MARGIN / 2) + scrollY}px`;
    card.addEventListener("pointerenter", show);
    card.addEventListener("pointerleave", soon);
  };
  const hide = () => {
    clearTimeout(timer);
    card?.remove();
    card = undefined;
  };
  // Long enough to move the mouse into the card.
  const soon = () => {
    timer = setTimeout(hide, 200);
  };
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show());
  mark.addEventListener("pointerleave", soon);
  link.addEventListener("focus", () => link.matches(":focus-visible") && show());
  link.addEventListener("blur", hide);
  link.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
};
