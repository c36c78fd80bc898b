/** The reader's own date, in the page's language: a stored page cannot know it. */
export default (place) => {
  const { lang } = document.documentElement;
  const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const tell = ([seen], observer) => {
    if (!seen.isIntersecting) return;
    observer.disconnect();
    place.textContent = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, long).format(new Date());
  };
  // Narrow screens do not show it, and a browser takes long to learn how a date is written.
  new IntersectionObserver(tell).observe(place);
};
