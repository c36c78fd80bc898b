/** What the engine is not to mind in a node's view: what happens in the bar is the bar's own. */
export const ownBar = (contentDOM) => {
  const isOwn = (target) => !contentDOM?.contains(target) && Boolean(target.closest?.("[data-bar]"));
  return {
    stopEvent: ({ target, type }) => !type.startsWith("drag") && type !== "drop" && isOwn(target),
    ignoreMutation({ target, type }) {
      if (type === "selection") return isOwn(target);
      // A hint on the content changes nothing in it.
      return target === contentDOM ? type === "attributes" : !contentDOM?.contains(target);
    },
  };
};
