"""Static files for release: one style sheet and one script for readers, one for the writing surface, named by their
content, compressed, immutable."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from .joining import one_script, one_style_sheet

STYLE_SHEET, SCRIPT = "css/site.css", "js/site.js"
# The writing surface, and the engine that a package brings for it, which is a file of its own.
SURFACE, ENGINE = "desk/prose/prose.js", "desk/prose/engine.js"
# Letters of a file's content in its name. They do not compress, and a page names a dozen files.
HASHED = 8


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Joins what static/ holds in small files before hashing it."""

    manifest_strict = True
    # The desk's other scripts are not joined: each names those that it needs.
    support_js_module_import_aggregation = True

    def file_hash(self, name: str, content: Any = None) -> str | None:
        hashed = super().file_hash(name, content)
        return hashed and hashed[:HASHED]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name, join in ((STYLE_SHEET, self.style_sheet), (SCRIPT, self.script), (SURFACE, self.surface)):
                if name in paths:
                    self.replace(name, join())
                    # Hashing reads from where a file came: from now on that is here.
                    paths[name] = (self, name)
            self.drop_pieces(paths)
        yield from super().post_process(paths, dry_run, **options)

    def style_sheet(self) -> str:
        folder = PurePosixPath(STYLE_SHEET).parent
        return one_style_sheet(self.read(STYLE_SHEET), lambda path: self.read(str(folder / path)))

    def script(self) -> str:
        return one_script(SCRIPT, self.read)

    def surface(self) -> str:
        return one_script(SURFACE, self.read, apart=(ENGINE,))

    def drop_pieces(self, paths: dict[str, Any]) -> None:
        """None of the small files is asked for, and they import one another more deeply than Django follows."""
        folder = f"{PurePosixPath(SURFACE).parent}/"
        for name in [name for name in paths if name.startswith(folder) and name.endswith(".js")]:
            if name not in (SURFACE, ENGINE):
                del paths[name]
                self.delete(name)

    def read(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()

    def replace(self, name: str, text: str) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))
