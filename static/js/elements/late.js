/** Brings the style sheet that nothing on the first screen needs, once the page and its pictures are there. */
export default (link) => {
  const bring = () => {
    const late = document.createElement("link");
    late.rel = "stylesheet";
    late.href = link.dataset.late;
    document.head.append(late);
  };
  if (document.readyState === "complete") bring();
  else addEventListener("load", bring, { once: true });
};
