import { keep } from "../store.js";

const root = document.documentElement;
const buttons = [];

const paint = () => {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String((root.dataset.text || "m") === button.dataset.textSet));
  }
};

/** One button of the sizes of a long text; "m" is the size as designed. */
export default (button) => {
  buttons.push(button);
  paint();
  button.addEventListener("click", () => {
    if (button.dataset.textSet === "m") delete root.dataset.text;
    else root.dataset.text = button.dataset.textSet;
    keep("text", root.dataset.text);
    paint();
  });
};
