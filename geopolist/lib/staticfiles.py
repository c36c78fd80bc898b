"""Static files for release: style sheets joined into one, then named by their content."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>[^)]+)\))?;\s*')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
RELATIVE = re.compile(r'url\((?P<quote>["\']?)(?!data:|https?:|/)(?P<path>[^)"\']+)(?P=quote)\)')
JOINED = ("css/site.css",)


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed, immutable; `site.css` as one file, though it is written in many small ones."""

    support_js_module_import_aggregation = True
    manifest_strict = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name in JOINED:
                if name in paths:
                    self.join(name)
                    # Hashing reads from where a file came: from now on that is here.
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def join(self, name: str) -> None:
        """Replace the collected copy of `name` by itself with its imports written out."""
        text = joined(self.read(name), lambda path: self.read(str(PurePosixPath(name).parent / path)))
        self.delete(name)
        self._save(name, ContentFile(text.encode()))

    def read(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()


def joined(text: str, read: Any) -> str:
    """`text` with each `@import url("x.css") layer(y);` written out as `@layer y { … }`, comments and spare space gone.

    `read(path)` gives the text of an import. Relative addresses inside an import stay relative to the joining file.
    """

    def written_out(match: re.Match[str]) -> str:
        inner = rebased(read(match["path"]), PurePosixPath(match["path"]).parent)
        return f"@layer {match['layer']} {{{inner}}}" if match["layer"] else inner

    return SPACE.sub(" ", IMPORT.sub(written_out, COMMENT.sub("", text))).strip() + "\n"


def rebased(text: str, folder: PurePosixPath) -> str:
    """A style sheet of `folder` with its relative addresses as seen from the folder above."""
    text = COMMENT.sub("", text)
    return RELATIVE.sub(lambda match: f"url({match['quote']}{normal(folder / match['path'])}{match['quote']})", text)


def normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
