import { isOn, isPossible, run } from "./commands.js";

/** The bar over the text, as the pattern for toolbars has it: one stop for Tab, arrow keys between the tools. */
export const startToolbar = (surface) => {
  const { root, editor } = surface;
  const bar = root.querySelector("[role=toolbar]");
  const stops = [...bar.querySelectorAll("[data-stop]")];
  const styleName = bar.querySelector("[data-style]");
  const tools = [...root.querySelectorAll("[data-tool]")];

  const stopAt = (stop) => stops.forEach((each) => (each.tabIndex = each === stop ? 0 : -1));
  const walk = (event) => {
    const here = stops.indexOf(document.activeElement);
    const forth = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const steps = { ArrowRight: forth, ArrowLeft: -forth, Home: -here, End: stops.length - 1 - here };
    if (here < 0 || !(event.key in steps)) return;
    event.preventDefault();
    stops[(here + steps[event.key] + stops.length) % stops.length].focus();
  };
  const show = () => {
    for (const tool of tools) {
      const { dataset } = tool;
      const isActive = isOn(editor, dataset.tool);
      if (tool.hasAttribute("aria-pressed")) tool.setAttribute("aria-pressed", String(isActive));
      if (tool.hasAttribute("aria-checked")) tool.setAttribute("aria-checked", String(isActive));
      tool.setAttribute("aria-disabled", String(!isPossible(editor, dataset.tool)));
    }
    const style = tools.find((tool) => tool.role === "menuitemradio" && tool.ariaChecked === "true");
    styleName.textContent = style?.dataset.label ?? styleName.dataset.other;
  };

  bar.addEventListener("focusin", ({ target }) => stops.includes(target) && stopAt(target));
  bar.addEventListener("keydown", walk);
  root.addEventListener("click", ({ target }) => {
    const tool = target.closest("[data-tool]");
    if (tool && !tool.closest(".prose-block")) run(surface, tool.dataset.tool);
  });
  // A tool pressed with the mouse leaves the cursor where it is.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  root.addEventListener("keydown", (event) => goAbout(surface, bar, event));
  editor.on("transaction", show);
  stopAt(stops[0]);
  show();
};

/** From the text to the bars, and back. */
const goAbout = ({ root, editor }, bar, event) => {
  const { key, altKey, target } = event;
  const isInText = editor.view.dom === target;
  const isFull = root.classList.contains("prose--full");
  if (altKey && key === "F10") bar.querySelector("[data-stop][tabindex='0']").focus();
  else if (altKey && key === "F9") root.querySelector(".prose-here [data-tools] :is(input, select, button)")?.focus();
  else if (key === "Escape" && !isInText) editor.commands.focus();
  else if (key === "Escape" && isFull) bar.querySelector("[data-tool=fullscreen]").click();
  else if (key === "Enter" && target.matches(".prose-block input")) editor.commands.focus();
  else return;
  event.preventDefault();
};
