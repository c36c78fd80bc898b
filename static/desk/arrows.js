const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const middle = (thing) => {
  const { left, top, width, height } = thing.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
};

/** Arrow keys move the focus among what `selector` finds in `grid`: to the nearest one that way, as the eye sees it. */
export const arrows = (grid, selector) =>
  grid.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const here = event.target.closest(selector);
    if (!way || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const [x, y] = middle(here);
    const reached = [...grid.querySelectorAll(selector)]
      .map((thing) => [thing, ...middle(thing)])
      .map(([thing, across, down]) => {
        const along = (across - x) * way[0] + (down - y) * way[1];
        const aside = Math.abs((across - x) * way[1] + (down - y) * way[0]);
        return { thing, along, distance: along + aside * 3 };
      })
      .filter(({ along }) => along > 4)
      .sort((a, b) => a.distance - b.distance);
    if (reached.length === 0) return;
    event.preventDefault();
    reached[0].thing.focus();
  });
