/** Put `words` in these places, in one step. From the last to the first, so that no place moves before its turn. */
export const replace = ({ editor }, places, words) => {
  const { tr } = editor.state;
  for (const { from, to } of places.toReversed()) {
    if (words) tr.insertText(words, from, to);
    else tr.delete(from, to);
  }
  editor.view.dispatch(tr);
};
