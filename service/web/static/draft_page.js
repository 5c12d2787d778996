// The page of a draft: everything that its scripts do, each in a module of its own.

import "./draft_keeping.js";
import "./draft_leaving.js";
import "./draft_checking.js";
import "./typing_echo.js";
import "./pasting.js";
import "./list_tables.js";
import "./emphasis.js";
