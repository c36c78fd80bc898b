"""Static files for release: one style sheet and one script, named by their content, compressed, immutable."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from .joining import one_script, one_style_sheet

STYLE_SHEET, SCRIPT = "css/site.css", "js/site.js"
# Letters of a file's content in its name. They do not compress, and a page names a dozen files.
HASHED = 8


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Joins what static/ holds in small files before hashing it."""

    manifest_strict = True
    # The desk's scripts are not joined: each names the others that it needs.
    support_js_module_import_aggregation = True
    # As many names are made anew as modules import one another in a row.
    max_post_process_passes = 30

    def file_hash(self, name: str, content: Any = None) -> str | None:
        hashed = super().file_hash(name, content)
        return hashed and hashed[:HASHED]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name, join in ((STYLE_SHEET, self.style_sheet), (SCRIPT, self.script)):
                if name in paths:
                    self.replace(name, join())
                    # Hashing reads from where a file came: from now on that is here.
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def style_sheet(self) -> str:
        folder = PurePosixPath(STYLE_SHEET).parent
        return one_style_sheet(self.read(STYLE_SHEET), lambda path: self.read(str(folder / path)))

    def script(self) -> str:
        return one_script(SCRIPT, self.read)

    def read(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()

    def replace(self, name: str, text: str) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))
