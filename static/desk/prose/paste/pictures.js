import { letterOf } from "./inlines.js";

/** A picture of the web as an address, which readers get as a link; one that lies in the clipboard is taken for
 * upload; of one on somebody's disk only its loss can be told. */
export const pictureOf = (image, { found, ...maker }) => {
  const source = image.getAttribute("src") ?? "";
  if (letterOf(image) || isTiny(image)) return [];
  if (/^https?:\/\//i.test(source)) return [outside(image, source, maker)];
  const file = fileOf(source, found.pictures.length + 1);
  if (file) found.pictures.push(file);
  else found.lost += 1;
  return [];
};

const isTiny = (image) => ["width", "height"].some((name) => parseInt(image.getAttribute(name), 10) <= 2);

const outside = (image, source, maker) => {
  const figure = maker.new("figure");
  figure.dataset.src = source;
  const named = { alt: "data-alt", width: "data-w", height: "data-h" };
  for (const [name, ours] of Object.entries(named)) {
    if (image.getAttribute(name)) figure.setAttribute(ours, image.getAttribute(name));
  }
  return figure;
};

const DATA = /^data:(image\/(png|jpeg|gif|webp|avif));base64,([a-z0-9+/=\s]+)$/i;

const fileOf = (source, number) => {
  const [, type, extension, base64] = DATA.exec(source) ?? [];
  if (!base64) return null;
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new File([bytes], `picture-${number}.${extension.replace("jpeg", "jpg")}`, { type });
  } catch {
    return null;
  }
};
