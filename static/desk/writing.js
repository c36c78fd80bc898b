// What makes the article's form more than a form: each element in a file of its own.

import "./autosave.js";
import "./preview.js";
import "./take.js";
