const ADDRESS = "/api/readings/";
// So long on the screen: who only passes by does not read.
const MOMENT = 3000;

/**
 * Tells the site once that somebody reads this page: its address, nothing else. Not of a page that is only fetched or
 * rendered ahead, nor for a program that drives a browser, nor for who asks not to be tracked.
 */
export default () => {
  if (navigator.webdriver || navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;
  let waiting;

  const tell = () => {
    document.removeEventListener("visibilitychange", watch);
    navigator.sendBeacon(ADDRESS, location.pathname);
  };
  const watch = () => {
    clearTimeout(waiting);
    if (document.visibilityState === "visible") waiting = setTimeout(tell, MOMENT);
  };

  document.addEventListener("visibilitychange", watch);
  if (document.prerendering) document.addEventListener("prerenderingchange", watch, { once: true });
  else watch();
};
