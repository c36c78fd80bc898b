/** The bar with the title of what is being read: there on the way down once the headline has gone, not on the way up. */
export default (bar) => {
  const headline = document.querySelector("h1");
  // Where the page stands is asked on the first scroll: now it would have to be laid out for it at once.
  let before = 0;
  const look = () => {
    const isPast = headline.getBoundingClientRect().bottom < 0;
    // On the way up the menu is wanted; an open panel stays where it is.
    const isUsed = bar.querySelector("[open]") || bar.matches(":focus-within");
    if (scrollY !== before && !isUsed) bar.classList.toggle("is-shown", isPast && scrollY > before);
    before = scrollY;
  };
  bar.hidden = false;
  document.addEventListener("scroll", look, { passive: true });
};
