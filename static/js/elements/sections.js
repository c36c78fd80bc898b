const MARGIN = 18;

/** The strip of sections on a phone begins at the current one. */
export default (strip) => {
  const current = strip.querySelector("[aria-current]");
  if (!current) return;
  const shift = current.getBoundingClientRect().left - strip.getBoundingClientRect().left;
  const fromEnd = strip.getBoundingClientRect().right - current.getBoundingClientRect().right;
  strip.scrollLeft = getComputedStyle(strip).direction === "rtl" ? MARGIN - fromEnd : shift - MARGIN;
};
