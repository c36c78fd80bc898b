import { pm } from "./engine.js";
import { readAll } from "./reading.js";

/** Other parts of the form put texts into the textarea – what a browser kept, what somebody else wrote – and say so.
 * The surface takes them over as one change, which can be undone. */
export const followTextarea = ({ textarea, editor, known }) => {
  textarea.addEventListener("desk:filled", () => {
    const { tr, doc, schema } = editor.state;
    const { content } = readAll(textarea.value, schema, known);
    if (content.eq(doc.content)) return;
    editor.view.dispatch(pm.history.closeHistory(tr).replaceWith(0, doc.content.size, content));
  });
};
