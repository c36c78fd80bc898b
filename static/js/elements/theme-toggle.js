import { choose, isDark } from "../theme.js";

/** The button in the masthead: from what is seen to the other. */
export default (button) => button.addEventListener("click", () => choose(isDark() ? "light" : "dark"));
