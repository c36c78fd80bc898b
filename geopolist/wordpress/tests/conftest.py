"""What the tests of whole imports stand on.

Exports of other projects are not ours to pass on: their tests exist only where the files lie beside us.
"""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image as Pillow

from .exports import samples

collect_ignore = [] if samples() else ["test_samples.py", "test_samples_at_desk.py"]


@pytest.fixture
def run(tmp_path: Path, settings):
    """Import a text, or several, with options of the command; its output."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def imported(*texts: str, **options) -> str:
        paths = []
        for number, text in enumerate(texts):
            paths.append(tmp_path / f"export{number}.xml")
            paths[-1].write_text(text)
        out = io.StringIO()
        call_command("import_wordpress", *paths, stdout=out, stderr=io.StringIO(), **options)
        return out.getvalue()

    return imported


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2024" / "03"
    folder.mkdir(parents=True)
    Pillow.new("RGB", (1200, 800), "navy").save(folder / "harbour.jpg")
    (folder / "report.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder.parent.parent
