// Nobody reads what stands in these.
const UNREAD =
  "script, style, title, meta, link, template, noscript, noframes, noembed, svg, math, iframe, frame, object, embed," +
  "applet, select, input, textarea, button, nav, canvas, audio, video, map, xml";
const OFFICE =
  /\bmso-|class="?Mso|urn:schemas-microsoft-com|docs-internal-guid|\bdata-ccp-props|content="LibreOffice|\bSCXW\d/i;

/** Whether it comes from a program for writing, whose changes and languages mean something else than a page's. */
export const isOffice = (html) => OFFICE.test(html);

export const dropJunk = (body) => {
  for (const element of body.querySelectorAll(UNREAD)) element.remove();
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.remove();
  // Word's own ends of paragraphs.
  for (const end of body.querySelectorAll(".EOP")) end.remove();
};
