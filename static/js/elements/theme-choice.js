import { chosen, choose, onChoice } from "../theme.js";

/** One button of light, auto, dark. */
export default (button) => {
  const paint = () => button.setAttribute("aria-pressed", String(chosen() === button.dataset.themeSet));
  button.addEventListener("click", () => choose(button.dataset.themeSet));
  onChoice(paint);
  paint();
};
