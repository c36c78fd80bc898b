/** A film or map elsewhere: its link becomes the player when the reader asks, and not before. */
export default (figure) => {
  const link = figure.querySelector("a");
  if (!link) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.className = "embed__player";
    player.title = link.textContent.trim();
    player.allow = "fullscreen; picture-in-picture; encrypted-media";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.src = figure.dataset.player;
    link.replaceWith(player);
    player.focus();
  });
};
