import { keep } from "./store.js";

const root = document.documentElement;
const listeners = [];

export const chosen = () => root.dataset.theme || "auto";

export const isDark = () =>
  chosen() === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen() === "dark";

export const onChoice = (listener) => listeners.push(listener);

/** Show the page "light", "dark" or, for "auto", as the system does; and keep that. */
export const choose = (theme) => {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  keep("theme", root.dataset.theme);
  listeners.forEach((tell) => tell());
};
