"""Style sheets and scripts are written in small files and served as one of each: pure functions of their texts.

They know just the forms that static/ uses and refuse any other, so that a release never ships half a script.
"""

import re
from collections.abc import Callable, Collection
from pathlib import PurePosixPath

Read = Callable[[str], str]

STYLE_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>[^)]+)\))?;\s*')
STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
# Quoted text stays as it is; around these marks, and after the colon of a declaration, no browser asks for a space.
SPARE = re.compile(r"""(?P<quoted>"[^"]*")|;? ?(?P<end>\}) ?| ?(?P<mark>[{;,>]) ?|(?<=[\w-])(?P<colon>:) """)
RELATIVE = re.compile(r'url\((?P<quote>["\']?)(?!data:|https?:|/|#)(?P<path>[^)"\']+)(?P=quote)\)')
SCRIPT_IMPORT = re.compile(r'^import (?P<names>\{[^}]+\}|\w+) from "(?P<path>\.[^"]+)";$', re.MULTILINE)
SCRIPT_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
SCRIPT_EXPORT = re.compile(r"^export const (?P<name>\w+) =", re.MULTILINE)
# A comment on a line of its own; a comment behind code stays.
SCRIPT_COMMENT = re.compile(r"^\s*(?://.*|/\*(?:(?!\*/).)*\*/)\s*$", re.MULTILINE)
INDENT = re.compile(r"\s*\n\s*")
SCRIPT_LEFT = re.compile(r"^\s*(?:import\b|export\b).*|\bimport\(", re.MULTILINE)


class CannotJoin(ValueError):
    """A file is written in a form that joining does not know."""


def one_style_sheet(text: str, read: Read) -> str:
    """`text` with each `@import url("x.css") layer(y);` written out as `@layer y { … }`, comments and spare space gone.

    `read(path)` gives the text of an import; relative addresses in it are rewritten as seen from the joining file.
    """

    def written_out(match: re.Match[str]) -> str:
        inner = rebased(read(match["path"]), PurePosixPath(match["path"]).parent)
        return f"@layer {match['layer']} {{{inner}}}" if match["layer"] else inner

    spaced = SPACE.sub(" ", STYLE_IMPORT.sub(written_out, STYLE_COMMENT.sub("", text))).strip()
    joined = SPARE.sub(lambda match: match[match.lastgroup or 0], spaced) + "\n"
    if "@import" in joined:
        raise CannotJoin('A style sheet is imported in another form than @import url("x.css") layer(y);')
    return joined


def rebased(text: str, folder: PurePosixPath) -> str:
    """A style sheet of `folder` with its relative addresses as seen from the folder above."""
    text = STYLE_COMMENT.sub("", text)
    return RELATIVE.sub(lambda match: f"url({match['quote']}{plain(folder / match['path'])}{match['quote']})", text)


def one_script(path: str, read: Read, *, apart: Collection[str] = ()) -> str:
    """The module at `path` and all that it imports, each in a function of its own, as one module without imports.

    Comments and indents are gone, so a text in backquotes has to end on its line.
    `read(path)` gives the text of a module by its path from the same root. A module runs once, after those it imports.
    Modules in `apart` are not read: they stay files of their own, which the one module imports by their names.
    """
    names: dict[str, str] = {}
    pieces: list[str] = []
    folder = PurePosixPath(path).parent

    def add(path: str) -> str:
        if path in apart and path not in names:
            names[path] = f"module{len(names)}"
            pieces.insert(0, f'import * as {names[path]} from "./{PurePosixPath(path).relative_to(folder)}";\n')
        elif path not in names:
            text = SCRIPT_IMPORT.sub(lambda match: taken(match, path), read(path))
            names[path] = f"module{len(names)}"
            pieces.append(module(names[path], path, text))
        return names[path]

    def taken(match: re.Match[str], importer: str) -> str:
        source = add(plain(PurePosixPath(importer).parent / match["path"]))
        return f"const {match['names']} = {source}{'' if match['names'].startswith('{') else '.default'};"

    add(path)
    return "\n".join(pieces)


def module(name: str, path: str, text: str) -> str:
    """One module's text as a function that fills the object `name`."""
    text = SCRIPT_DEFAULT.sub("exported.default = ", text)
    text = SCRIPT_EXPORT.sub(r"const \g<name> = exported.\g<name> =", text)
    if left := SCRIPT_LEFT.search(text):
        raise CannotJoin(f"{path}: {left[0].strip()!r} is a form of import or export that joining does not know.")
    if any(line.count("`") % 2 for line in text.splitlines()):
        raise CannotJoin(f"{path}: a text in backquotes goes on over the end of its line.")
    text = INDENT.sub("\n", SCRIPT_COMMENT.sub("", text)).strip()
    return f"const {name} = {{}};\n((exported) => {{\n{text}\n}})({name});\n"


def plain(path: PurePosixPath) -> str:
    """`a/../b` as `b`."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
