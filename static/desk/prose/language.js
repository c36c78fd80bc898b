/** The text stands in the language of the article, whose field is in the same form, and runs as that does. */
export const followLanguage = ({ root, textarea, editor }) => {
  const field = textarea.form?.elements.language;
  if (!field) return;
  const follow = () => {
    const { dom } = editor.view;
    dom.lang = field.value;
    dom.dir = root.dataset.rightToLeft.split(" ").includes(field.value) ? "rtl" : "ltr";
  };
  field.addEventListener("change", follow);
  follow();
};
