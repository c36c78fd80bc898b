import { keep } from "../store.js";

/** The notice goes when the reader has understood; boot.js keeps it away afterwards. */
export default (strip) => {
  strip.querySelector("[data-notice-accept]").addEventListener("click", () => {
    document.documentElement.dataset.notice = "accepted";
    keep("notice", "accepted");
  });
};
