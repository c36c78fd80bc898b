const STAY = 8000;

/** One line under the text for what cannot be seen in it. */
export const startStatus = (surface) => {
  const place = surface.root.querySelector("[data-status]");
  let end;
  surface.tell = (text) => {
    clearTimeout(end);
    place.textContent = text;
    end = setTimeout(() => (place.textContent = ""), STAY);
  };
};
