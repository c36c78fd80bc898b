/** A button that says `sign`, and `label` to who cannot see it. */
export const button = (label, act, sign = label) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
  if (sign !== label) Object.assign(made, { title: label, ariaLabel: label });
  made.addEventListener("click", act);
  return made;
};
