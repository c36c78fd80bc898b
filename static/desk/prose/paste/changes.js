import { unwrap } from "../html.js";

const styleOf = (element) => element.getAttribute("data-style") ?? "";

/** Changes that were tracked are accepted; what people remarked on them is left out, what they remarked on stays. */
export const settleChanges = (body) => {
  for (const gone of body.querySelectorAll("del, .msoDel")) gone.remove();
  for (const added of body.querySelectorAll("ins, .msoIns")) unwrap(added);
  for (const element of body.querySelectorAll(".MsoCommentReference, .msocomanchor, .MsoCommentText")) element.remove();
  for (const element of body.querySelectorAll("[data-style]")) {
    if (/mso-element:\s*comment/i.test(styleOf(element))) element.remove();
    else if (/mso-comment-reference/i.test(styleOf(element))) unwrap(element);
  }
  for (const mark of body.querySelectorAll('a[href^="#cmnt"]')) {
    const isRemark = /^#cmnt_ref/.test(mark.getAttribute("href"));
    (isRemark ? mark.closest("div, li, p") : (mark.closest("sup") ?? mark)).remove();
  }
};
