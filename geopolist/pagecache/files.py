"""The store as a folder, which nginx reads as well.

`a/b/@1.html` with `.gz` and `.br` beside it, and `a/b/@1.meta`, is `/a/b/`; `@2` is its page 2.

No segment of an address begins with `@`. A page is there when its `.html` is: it is written last and removed first.
"""

import hashlib
import json
import os
import shutil
import time
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

from .headers import ENDINGS
from .page import BROTLI, GZIP, IDENTITY, Page

# Seconds after which whoever makes a page is taken for dead.
PATIENCE = 30.0
AT_HAND = 512
SUFFIXES = {IDENTITY: "", GZIP: ".gz", BROTLI: ".br"}


class FileStore:
    def __init__(self, root: Path) -> None:
        self.root, self.claims, self.removed = root / "pages", root / "claims", root / "removed"
        self.hands: OrderedDict[str, tuple[tuple[int, int, int], Page]] = OrderedDict()
        self.lock = Lock()

    def base(self, name: str) -> str:
        """Where the files of a page begin. Not a Path: they take longer to make than a file to be looked at."""
        path, _mark, number = name.partition("?page=")
        return f"{self.root}{path}@{number or 1}"

    # --- Pages

    def get(self, name: str, _encoding: str = IDENTITY) -> Page | None:
        """The page, whole; None where there is none. Kept at hand until the file is another one."""
        base = self.base(name)
        signature = signed(base)
        if signature is None:
            return None
        with self.lock:
            held = self.hands.get(name)
            if held and held[0] == signature:
                self.hands.move_to_end(name)
                return held[1]
        page = read(base)
        if page is None or signed(base) != signature:
            return None  # it was replaced meanwhile
        with self.lock:
            self.hands[name] = signature, page
            while len(self.hands) > AT_HAND:
                self.hands.popitem(last=False)
        return page

    def put(self, name: str, page: Page, _number: int = 0) -> None:
        """Put a page in the place of whatever is there. What others see is always whole."""
        base = self.base(name)
        Path(base).parent.mkdir(parents=True, exist_ok=True)
        remove(base)
        ending = ENDINGS[page.content_type]
        write(Path(f"{base}.meta"), json.dumps(page.facts).encode())
        for encoding in (GZIP, BROTLI, IDENTITY):
            write(Path(f"{base}.{ending}{SUFFIXES[encoding]}"), page.bodies[encoding])

    def drop(self, names: Iterable[str], _number: int = 1) -> None:
        """Remove pages; a name without one is no fault."""
        for name in names:
            remove(self.base(name))
        self.turn_edition()

    def clear(self) -> None:
        leavings = self.root.with_name(uuid4().hex)
        with suppress(FileNotFoundError):
            self.root.rename(leavings)
        self.turn_edition()
        shutil.rmtree(leavings, ignore_errors=True)

    def turn_edition(self) -> None:
        self.removed.parent.mkdir(parents=True, exist_ok=True)
        write(self.removed, uuid4().bytes)

    def edition(self) -> tuple[bytes, ...]:
        """By content: removals may follow one another faster than the file system's clock goes."""
        try:
            return (self.removed.read_bytes(),)
        except OSError:
            return ()

    # --- The store's word: what lies on a disk is not lost unseen

    def doubted_since(self) -> None:
        return None

    def trust(self, number: int | None, since: int) -> None:
        pass

    # --- Who makes a page

    def claim(self, name: str) -> bool:
        """Whether the caller is the one to make this page; then it must release() the name, or time will."""
        self.claims.mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(self.claim_of(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            if self.is_claimed(name):
                return False
            self.release(name)  # left by one who is no more
            return self.claim(name)
        return True

    def release(self, name: str) -> None:
        with suppress(OSError):
            self.claim_of(name).unlink()

    def is_claimed(self, name: str) -> bool:
        try:
            return time.time() - self.claim_of(name).stat().st_mtime < PATIENCE
        except OSError:
            return False

    def claim_of(self, name: str) -> Path:
        return self.claims / digest(name)


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:40]


def signed(base: str) -> tuple[int, int, int] | None:
    """Tells a page from every other that was ever in its place; None where there is none."""
    try:
        facts = os.stat(f"{base}.meta")  # noqa: PTH116 - a third of a Path's time
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def remove(base: str) -> None:
    pages = [f".{ending}{suffix}" for ending in ENDINGS.values() for suffix in SUFFIXES.values()]
    for ending in (*pages, ".meta"):
        with suppress(FileNotFoundError, NotADirectoryError):
            Path(f"{base}{ending}").unlink()


def read(base: str) -> Page | None:
    try:
        facts = json.loads(Path(f"{base}.meta").read_bytes())
        ending = ENDINGS[facts["content_type"]]
        bodies = {name: Path(f"{base}.{ending}{suffix}").read_bytes() for name, suffix in SUFFIXES.items()}
        return Page.read(facts, bodies)
    except (OSError, ValueError, KeyError):
        return None


def write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    draft = path.with_name(f"@{uuid4().hex}")
    draft.write_bytes(content)
    draft.replace(path)
