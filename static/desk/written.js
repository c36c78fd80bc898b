// What a form goes by, and nobody wrote.
const OWN = ["seen", "draft_key", "csrfmiddlewaretoken"];

/** What somebody wrote into a form: names and values of its fields. */
export const written = (form) =>
  [...new FormData(form)].filter(([name]) => !name.startsWith("_") && !OWN.includes(name));

/** Send a form as it stands; whether it was taken, and what the site said. Throws where no answer of ours came. */
export const send = async (form, address) => {
  const answer = await fetch(address, { method: "POST", body: new FormData(form) });
  const isOurs = !answer.redirected && (answer.headers.get("Content-Type") ?? "").includes("json");
  if (!isOurs) throw new Error(`${answer.status}`);
  return [answer.ok, await answer.json()];
};

/** Write into the fields of a form; where several have one name, into those with a value that is among theirs. */
export const fill = (form, fields) => {
  const named = Map.groupBy(fields, ([name]) => name);
  for (const field of form.elements) {
    const values = named.get(field.name)?.map(([, value]) => value) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else if (values.length) field.value = values[0];
    if (values.length) field.dispatchEvent(new Event("desk:filled", { bubbles: true }));
  }
  form.dispatchEvent(new Event("input"));
};
