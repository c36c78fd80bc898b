/** The contents list beside a text marks the heading being read. */
export default (list) => {
  const links = [...list.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (headings.includes(null)) return;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const current = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight * 0.35);
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  // Not an observer: a jump from the end to the start crosses no line it watches.
  document.addEventListener("scroll", soon, { passive: true });
  soon();
};
