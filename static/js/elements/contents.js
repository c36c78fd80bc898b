/** The contents list beside a text marks the heading being read. */
export default (list) => {
  const links = [...list.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (headings.includes(null)) return;
  const mark = () => {
    const current = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight * 0.35);
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const watcher = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px", threshold: [0, 1] });
  headings.forEach((heading) => watcher.observe(heading));
};
