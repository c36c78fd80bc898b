const LIT = { pointerover: true, focusin: true, pointerout: false, focusout: false };

/** Lights a country's shape while its line in the list is pointed at or has the focus, and the line while its shape is. */
export default (world) => {
  const light = ({ type, target }) => {
    const code = target.closest("[data-country]")?.dataset.country;
    for (const each of world.querySelectorAll(`[data-country="${code}"]`)) each.classList.toggle("is-lit", LIT[type]);
  };

  for (const type of Object.keys(LIT)) world.addEventListener(type, light);
};
