import { bodyOf } from "../html.js";
import { settleChanges } from "./changes.js";
import { dropJunk, isOffice } from "./junk.js";
import { nestByLevel } from "./levels.js";
import { gatherNotes } from "./notes.js";
import { rebuilt } from "./rebuilding.js";
import { listParagraphs } from "./wordlists.js";

/** What was copied elsewhere in the vocabulary of the body: `html`, `pictures`, which have to be uploaded, and how many
 * were `lost`. Everything is built anew; nothing of the other page comes along but its words and what they are. */
export const cleaned = (pasted) => {
  const body = bodyOf(pasted);
  const office = isOffice(pasted);
  dropJunk(body);
  if (office) settleChanges(body);
  gatherNotes(body);
  listParagraphs(body);
  nestByLevel(body);
  const found = { office, pictures: [], lost: 0 };
  const html = rebuilt(body, found);
  return { html, pictures: found.pictures, lost: found.lost };
};

export const hasWords = (html) => {
  const body = bodyOf(html);
  dropJunk(body);
  return Boolean(body.textContent.trim());
};
