import { made } from "../made.js";

/** Pictures of a gallery open large in one dialog; buttons, arrows and fingers turn. Without script they are links. */
export default (gallery) => {
  const links = [...gallery.querySelectorAll("a")];
  const picture = document.createElement("img");
  const caption = document.createElement("p");
  const { close, previous, next } = document.body.dataset;
  let at = 0;
  let start = NaN;

  const button = (kind, sign, label, act) => {
    const element = made("button", `viewer__${kind} iconbutton`, sign);
    element.type = "button";
    element.ariaLabel = label;
    element.addEventListener("click", act);
    return element;
  };
  const turn = (event, by) => {
    event.stopPropagation();
    show(at + by);
  };
  const dialog = made("dialog", "viewer", picture, caption, button("close", "×", close, () => dialog.close()));
  if (links.length > 1) dialog.append(
    button("previous", "‹", previous, (event) => turn(event, -1)),
    button("next", "›", next, (event) => turn(event, 1)),
  );
  gallery.append(dialog);

  const show = (index) => {
    at = (index + links.length) % links.length;
    picture.src = links[at].href;
    picture.alt = links[at].querySelector("img").alt;
    caption.textContent = links[at].closest("figure").querySelector("figcaption")?.textContent ?? "";
    dialog.ariaLabel = picture.alt || caption.textContent;
    if (!dialog.open) dialog.showModal();
  };
  const forward = () => (getComputedStyle(dialog).direction === "rtl" ? -1 : 1);

  links.forEach((link, index) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(index);
  }));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) turn(event, by * forward());
  });
  dialog.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 ? touches[0].clientX : NaN;
  }, { passive: true });
  dialog.addEventListener("touchend", (event) => {
    const moved = event.changedTouches[0].clientX - start;
    if (Math.abs(moved) > 40) turn(event, -Math.sign(moved) * forward());
  });
  dialog.addEventListener("close", () => links[at].focus());
};
