const STAY = 6000;

/** Say `text` once, politely, at the foot of the window. */
export const toast = (text) => {
  const place = document.querySelector(".toasts");
  const word = document.createElement("p");
  word.className = "toast";
  word.textContent = text;
  place.replaceChildren(word);
  setTimeout(() => word.remove(), STAY);
};
