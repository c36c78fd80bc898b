export const inside = (share) => Math.min(1, Math.max(0, share));

/** How far a crop is moved along a side of the picture so that the point is in its middle, or as near as it can be. */
const moved = (focus, whole, cut) => (whole > cut ? inside((focus * whole - cut / 2) / (whole - cut)) : 0.5);

/** Shows the piece of a picture that the library draws in this shape. `width` and `height` are the picture's, in any unit. */
export const crop = (image, [across, down], { width, height }, [x, y]) => {
  const cut = Math.min(width, (height * across) / down);
  const place = [moved(x, width, cut), moved(y, height, (cut * down) / across)];
  image.style.aspectRatio = `${across} / ${down}`;
  image.style.objectPosition = place.map((share) => `${share * 100}%`).join(" ");
};
