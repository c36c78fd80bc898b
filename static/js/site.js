// Everything here improves a page that already works. One element, one file, found by its attribute.
import again from "./elements/again.js";
import bell from "./elements/bell.js";
import copyAddress from "./elements/copy-address.js";
import contents from "./elements/contents.js";
import drawer from "./elements/drawer.js";
import embed from "./elements/embed.js";
import gallery from "./elements/gallery.js";
import installed from "./elements/installed.js";
import kept from "./elements/kept.js";
import late from "./elements/late.js";
import live from "./elements/live.js";
import menu from "./elements/menu.js";
import menuHover from "./elements/menu-hover.js";
import more from "./elements/more.js";
import notice from "./elements/notice.js";
import note from "./elements/note.js";
import overflow from "./elements/overflow.js";
import print from "./elements/print.js";
import read from "./elements/read.js";
import readingBar from "./elements/reading-bar.js";
import sections from "./elements/sections.js";
import shareSheet from "./elements/share-sheet.js";
import submitOnChange from "./elements/submit-on-change.js";
import textSize from "./elements/text-size.js";
import themeChoice from "./elements/theme-choice.js";
import themeToggle from "./elements/theme-toggle.js";
import today from "./elements/today.js";
import world from "./elements/world.js";

// In this order: what is copied is improved with all others.
const elements = {
  "[data-again]": again,
  "[data-bell]": bell,
  "[data-copy-address]": copyAddress,
  "[data-contents]": contents,
  "[data-drawer]": drawer,
  "[data-player]": embed,
  ".gallery": gallery,
  "[data-worker]": installed,
  "[data-kept]": kept,
  "[data-late]": late,
  "[data-list]": more,
  "[data-live]": live,
  "[data-menu]": menu,
  "[data-menu-hover]": menuHover,
  "[data-notice]": notice,
  ".fnref": note,
  "[data-overflow]": overflow,
  "[data-print]": print,
  "[data-read]": read,
  "[data-reading-bar]": readingBar,
  "[data-sections]": sections,
  "[data-share-sheet]": shareSheet,
  "[data-submit-on-change]": submitOnChange,
  "[data-text-set]": textSize,
  "[data-theme-set]": themeChoice,
  "[data-theme-toggle]": themeToggle,
  "[data-today]": today,
  "[data-world]": world,
};

for (const [selector, improve] of Object.entries(elements)) {
  document.querySelectorAll(selector).forEach(improve);
}
