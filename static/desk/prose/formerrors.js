/** Errors by the names of fields, beside their fields; what belongs to no field that is here stands at the top. */
export const showErrors = (form, errors) => {
  const placed = new Map([...form.querySelectorAll("[data-errors]")].map((place) => [place.dataset.errors, place]));
  for (const field of form.elements) field.removeAttribute("aria-invalid");
  for (const place of placed.values()) place.textContent = "";
  for (const [name, texts] of Object.entries(errors)) {
    const place = placed.get(name) ?? placed.get("");
    place.textContent = `${place.textContent} ${texts.join(" ")}`.trim();
    form.elements[place.dataset.errors]?.setAttribute("aria-invalid", "true");
  }
  for (const place of placed.values()) place.hidden = !place.textContent;
  form.querySelector("[aria-invalid]")?.focus();
};
