import { toast } from "../toast.js";

/** A button that copies the page's address. */
export default (button) => {
  if (!navigator.clipboard) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", async () => {
    const canonical = document.querySelector("link[rel=canonical]");
    await navigator.clipboard.writeText(canonical ? canonical.href : location.href.split("#")[0]);
    toast(button.dataset.done);
  });
};
