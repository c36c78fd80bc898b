/** A second place for what a page holds once: the parts that `data-again` selects are copied into it. */
export default (place) => {
  const parts = document.querySelectorAll(place.dataset.again);
  place.append(...[...parts].map((part) => part.cloneNode(true)));
};
