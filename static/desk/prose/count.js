// The same rules as geopolist/lib/text.py and geopolist/lib/body/shown.py: what a reader reads through counts.
const BETWEEN = /[–—―…/|\\]/g;
const DENSE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3fffd}]/gu;
const THAI = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/g;
const LETTER = /[\p{L}\p{N}_]/u;
const UNREAD = new Set(["figure", "outside", "document", "embed", "tableCaption", "kept"]);
const PAUSE = 300;

const wordsIn = (text) => {
  const dense = text.match(DENSE)?.length ?? 0;
  const thai = text.match(THAI)?.length ?? 0;
  const spaced = text.replace(DENSE, " ").replace(THAI, " ").replace(BETWEEN, " ");
  const words = spaced.split(/\s+/).filter((word) => LETTER.test(word)).length;
  return words + Math.ceil(dense / 2) + Math.ceil(thai / 5);
};

export const wordsOf = (doc) => {
  const lines = [];
  doc.descendants((node) => {
    if (node.type.name === "callout" && node.attrs.title) lines.push(node.attrs.title);
    if (UNREAD.has(node.type.name)) return false;
    if (!node.inlineContent) return true;
    lines.push(lineOf(node));
    return true;
  });
  return wordsIn(lines.join("\n"));
};

/** Without its footnotes, which are read at the end. */
const lineOf = (node) =>
  node.content.content.map((child) => child.text ?? (child.type.name === "lineBreak" ? "\n" : "")).join("");

/** Words and the minutes that reading them takes, under the text. */
export const startCount = ({ root, editor }) => {
  const [words, minutes] = ["words", "minutes"].map((name) => root.querySelector(`[data-count=${name}]`));
  const show = () => {
    const count = wordsOf(editor.state.doc);
    const number = new Intl.NumberFormat(document.documentElement.lang || "en");
    words.textContent = number.format(count);
    minutes.textContent = number.format(Math.max(1, Math.ceil(count / Number(root.dataset.wordsPerMinute))));
  };
  let pause;
  editor.on("update", () => {
    clearTimeout(pause);
    pause = setTimeout(show, PAUSE);
  });
  show();
};
