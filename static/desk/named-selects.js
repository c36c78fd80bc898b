// Fields that search while one types bear their labels' names, which Select2 leaves out, and are no second field inside.
addEventListener("load", () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const [label] = select.labels;
    const shown = select.nextElementSibling?.querySelector(".select2-selection__rendered");
    if (!label || !shown) continue;
    label.id ||= `${select.id}_label`;
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    shown.closest("[role=combobox]").setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }
});
