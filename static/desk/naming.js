// What Django's widgets leave without a name gets the one of its field, for who hears the page instead of seeing it.

const $ = window.django?.jQuery;
const widget = $?.fn.djangoAdminSelect2;

/** What a field is called: by its label, or by what a label around it begins with. */
const nameOf = (field) => {
  const [label] = field.labels;
  const words = label?.contains(field) ? label.firstElementChild : label;
  return words?.textContent.trim() ?? "";
};

const name = (field) => {
  const { $container, $selection, $dropdown, $results } = $(field).data("select2");
  const words = nameOf(field);
  const chosen = () => [...field.selectedOptions].map(({ text }) => text).join(", ");
  const say = () => $selection.attr("aria-label", `${words} ${chosen()}`.trim());
  $selection.removeAttr("aria-labelledby").find("[role=textbox]").removeAttr("role aria-readonly");
  for (const $part of [$container.find("input"), $dropdown.find("input"), $results]) $part.attr("aria-label", words);
  $(field).on("change", say);
  $(field).on("select2:open", () => $selection.attr("aria-controls", $results.attr("id")));
  $(field).on("select2:close", () => $selection.removeAttr("aria-controls"));
  say();
};

if (widget) {
  $.fn.djangoAdminSelect2 = function () {
    // Its way to take all away at once stands in the list of what is chosen, where only entries may; each has its own.
    for (const field of this) if (field.multiple) field.dataset.allowClear = "false";
    widget.call(this);
    return this.each((_number, field) => name(field));
  };
}

// Two boxes side by side are made when all is there; what explains their search is an icon with a text.
addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".help-tooltip[aria-label]")) icon.role = "img";
});
