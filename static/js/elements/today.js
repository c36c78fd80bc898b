/** The reader's own date, in the page's language: a stored page cannot know it. */
export default (place) => {
  const { lang } = document.documentElement;
  const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  place.textContent = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, long).format(new Date());
};
