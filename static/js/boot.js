// Before the first paint: what the reader has chosen for this browser. A page without script lacks only that.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    if (localStorage.theme) root.dataset.theme = localStorage.theme;
    if (localStorage.text) root.dataset.text = localStorage.text;
    if (localStorage.notice) root.dataset.notice = localStorage.notice;
  } catch {
    // Storage is shut: the system's choices stand.
  }
})();
