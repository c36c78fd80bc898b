/** A form of choices sends itself; without script its button does. */
export default (form) => form.addEventListener("change", () => form.requestSubmit());
