/** The reader's own date, in the page's language: a stored page cannot know it. */
export default (time) => {
  const now = new Date();
  time.dateTime = now.toLocaleDateString("sv");
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(now);
};
