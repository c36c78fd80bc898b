/** Says beside each field of a form what is wrong with it. `errors` go by the names of fields; those without are right. */
export const tell = (form, errors) => {
  for (const place of form.querySelectorAll("[data-error]")) {
    place.textContent = (errors[place.dataset.error] ?? []).join(" ");
    place.hidden = !place.textContent;
    const fold = place.closest("details");
    if (fold && !place.hidden) fold.open = true;
  }
};

/** The values of a form; where it says nothing, those of `shared`. A picture is described by one of them alone. */
export const joined = (form, shared) => {
  const values = new FormData(form);
  const isDescribed = values.get("alt") || values.get("decorative");
  for (const [name, value] of shared) {
    if (!values.get(name) && !(isDescribed && ["alt", "decorative"].includes(name))) values.set(name, value);
  }
  return values;
};
