/** Pictures of a gallery open large in one dialog; the arrow keys turn. Without script they are links. */
export default (gallery) => {
  const links = [...gallery.querySelectorAll("a")];
  const dialog = document.createElement("dialog");
  const picture = document.createElement("img");
  const caption = document.createElement("p");
  const close = document.createElement("button");
  let at = 0;

  dialog.className = "viewer";
  close.type = "button";
  close.className = "viewer__close iconbutton";
  close.textContent = "×";
  close.ariaLabel = document.body.dataset.close;
  dialog.append(picture, caption, close);
  gallery.append(dialog);

  const show = (index) => {
    at = (index + links.length) % links.length;
    const small = links[at].querySelector("img");
    picture.src = links[at].href;
    picture.alt = small.alt;
    caption.textContent = links[at].closest("figure").querySelector("figcaption")?.textContent ?? "";
    if (!dialog.open) dialog.showModal();
  };

  links.forEach((link, index) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(index);
  }));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(dialog).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) show(at + 1);
    if (event.key === back) show(at - 1);
  });
  dialog.addEventListener("close", () => links[at].focus());
};
