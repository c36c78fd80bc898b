/** Readers who installed the site get what they read lately offline as well; nobody else gets a service worker. */
export default (manifest) => {
  if (!navigator.serviceWorker) return;
  const start = () => {
    const plain = { createScriptURL: (address) => address };
    const policy = window.trustedTypes?.createPolicy("installed", plain) ?? plain;
    navigator.serviceWorker.register(policy.createScriptURL(manifest.dataset.worker)).catch(() => {});
  };
  if (matchMedia("(display-mode: standalone), (display-mode: minimal-ui)").matches || navigator.standalone) start();
  else addEventListener("appinstalled", start, { once: true });
};
