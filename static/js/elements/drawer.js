const wide = matchMedia("(width >= 64rem)");

/** While the drawer is open, nothing else on the page can be reached. A window made wide shuts it. */
export default (drawer) => {
  const others = () => {
    const found = [];
    for (let at = drawer; at !== document.body; at = at.parentElement) {
      found.push(...[...at.parentElement.children].filter((each) => each !== at));
    }
    return found;
  };
  drawer.addEventListener("toggle", () => {
    others().forEach((each) => {
      each.inert = drawer.open;
    });
  });
  wide.addEventListener("change", () => {
    if (wide.matches) drawer.open = false;
  });
};
