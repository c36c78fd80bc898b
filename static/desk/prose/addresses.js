// What else a browser would do with a link is nothing that a text says.
const SAFE = /^(?:https?:\/\/[^/]|mailto:.|tel:.|\/|#.)/i;
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[:/?#]|$)/u;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.\p{L}{2,}$/u;

export const isSafe = (address) => SAFE.test(address.trim());

/** What somebody typed or pasted as an address; null where it cannot be one. */
export const addressOf = (typed) => {
  const text = typed.trim();
  if (isSafe(text)) return text;
  if (MAIL.test(text)) return `mailto:${text}`;
  return HOST.test(text) ? `https://${text}` : null;
};

/** One word that is an address of the web. */
export const isWebAddress = (text) => /^https?:\/\/\S+$/i.test(text.trim());
