/** Arrow keys, Home and End among the buttons of a list that may stand in rows. */
export const walkGrid = (event) => {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const here = buttons.indexOf(document.activeElement);
  if (here < 0) return;
  const rtl = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
  const columns = buttons.filter((each) => each.offsetTop === buttons[0].offsetTop).length;
  const steps = {
    ArrowRight: rtl, ArrowLeft: -rtl, ArrowDown: columns, ArrowUp: -columns, Home: -here, End: buttons.length,
  };
  if (!(event.key in steps)) return;
  event.preventDefault();
  buttons[Math.min(Math.max(here + steps[event.key], 0), buttons.length - 1)].focus();
};
