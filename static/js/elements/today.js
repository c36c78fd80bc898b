/** The reader's own date, in the page's language: a stored page cannot know it. */
export default (time) => {
  const now = new Date();
  const { lang } = document.documentElement;
  time.dateTime = now.toLocaleDateString("sv");
  time.textContent = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(now);
};
