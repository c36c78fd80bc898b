const NAMES = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };
const NAMED = /\b(?:Ctrl|Alt|Shift)\+/g;
const isMac = /Mac|iP(?:hone|ad)/.test(navigator.platform);

/** Keys by the names that a Mac's keyboard has for them. */
export const nameKeys = (root) => {
  if (!isMac) return;
  const named = (text) => text.replace(NAMED, (key) => NAMES[key.slice(0, -1)]);
  for (const element of root.querySelectorAll("kbd")) element.textContent = named(element.textContent);
  for (const element of root.querySelectorAll("[data-tool][title]")) element.title = named(element.title);
};
