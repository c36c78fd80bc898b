/** A button for the system's own ways to share, where it has any. */
export default (button) => {
  if (!navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    // A reader who closes the sheet has changed their mind: no error.
    navigator.share({ title: document.title, url: location.href }).catch(() => {});
  });
};
