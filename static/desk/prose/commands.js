import { adding } from "./adding.js";
import { asking } from "./asking.js";
import { changing } from "./changing.js";
import { galleries } from "./galleries.js";
import { inserting } from "./inserting.js";
import { marking } from "./marking.js";
import { moving } from "./moving.js";
import { picking } from "./picking.js";
import { styling } from "./styling.js";
import { tabling } from "./tabling.js";
import { windows } from "./windows.js";

/** What tools, keys and bars of blocks can do, by name: `run(surface)`, and where it makes a difference `isOn(editor)`
 * and `isPossible(editor)`. */
const commands = {
  ...marking, ...styling, ...inserting, ...asking, ...adding, ...picking, ...galleries, ...moving, ...changing,
  ...tabling, ...windows,
};

/** Do it; false where there is nothing to do it to. */
export const run = (surface, name) => isPossible(surface.editor, name) && commands[name].run(surface) !== false;

export const isOn = (editor, name) => commands[name].isOn?.(editor) ?? false;
export const isPossible = (editor, name) => commands[name].isPossible?.(editor) ?? true;
