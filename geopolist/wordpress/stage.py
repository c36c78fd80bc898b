"""The exports of one run, read once and kept in a temporary file, so that anything can be looked up in any order."""

import fcntl
import json
import shutil
import sqlite3
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from geopolist.lib.digests import digest_of
from geopolist.lib.text import one_line

from . import old_addresses
from .wxr import Author, Comment, Item, Meta, Reader, Refused, Repairs, Site, Term, TermRef

LONGEST_SLUG = 240
# Of the folders in the system's folder for temporary files, and the file in each that its import holds.
PREFIX, CLAIM = "wordpress-import-", "claim"
_SCHEMA = """
create table item (n integer primary key, type text, status text, old_id text, slug text, key_slug text, parent text,
  link text, is_open integer, digest text, waits text, path text, data blob);
create index item_type on item (type, n);
create index item_id on item (old_id);
create index item_link on item (link);
create index item_path on item (path);
create index item_parent on item (parent, type);
create unique index item_key on item (type, old_id, key_slug);
create table upload (key text primary key, n integer) without rowid;
create table file (n integer primary key, kind text, public_id text, alt text, url text);
"""


@dataclass(frozen=True)
class Staged:
    """An item of the export with what is known of it before it is read again. `path` is the address it is to have."""

    n: int
    item: Item
    slug: str
    digest: str
    path: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.item.old_id, self.slug


class Stage:
    """Use as a context manager: the temporary file goes with it."""

    def __init__(self) -> None:
        sweep()
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX)
        self._claim = (Path(self._folder.name) / CLAIM).open("w")
        fcntl.flock(self._claim, fcntl.LOCK_EX)
        self.db = sqlite3.connect(Path(self._folder.name) / "stage.sqlite3", isolation_level=None)
        self.db.executescript("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-16000;" + _SCHEMA)
        self.site = Site(version="")
        self.authors: dict[str, Author] = {}
        self.terms: dict[tuple[str, str], Term] = {}
        self.hosts: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.creators: Counter[str] = Counter()
        self.shelved: Counter[tuple[str, str]] = Counter()
        self.ignored: Counter[str] = Counter()
        self.repairs: Counter[str] = Counter()
        self.twice: list[tuple[str, str, str]] = []
        self.attachment = lru_cache(maxsize=4096)(self._attachment)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()
        self._folder.cleanup()
        self._claim.close()

    # --- Reading in

    def add(self, path: Path, *, repair: bool = False) -> None:
        """Take in a whole export. Raises Refused, with the file's name, if any of it cannot be taken."""
        repairs = Repairs() if repair else None
        reader = Reader(path, repairs)
        self.db.execute("begin")
        try:
            for record in reader.records():
                self._take(record)
        except Refused as refused:
            raise Refused(f"{path.name}: {refused.reason}", refused.line, refused.column) from refused
        self.db.execute("commit")
        self.ignored += reader.ignored
        self.repairs += repairs.counts if repairs else Counter()

    def _take(self, record: Site | Author | Term | Item) -> None:
        if isinstance(record, Site):
            self._take_site(record)
        elif isinstance(record, Author):
            self.authors.setdefault(record.login, record)
        elif isinstance(record, Term):
            self.terms.setdefault((record.taxonomy, record.slug), record)
        else:
            self._take_item(record)

    def _take_site(self, site: Site) -> None:
        if self.site.version and site.base_url and self.site.base_url not in ("", site.base_url):
            raise Refused(f"It is of another site ({site.base_url[:80]}) than the first file: import them one by one.")
        if not self.site.version or not self.site.base_url:
            self.site = site
        self.hosts |= {host for url in (site.link, site.base_url) if (host := old_addresses.host(url))}

    def _take_item(self, item: Item) -> None:
        item.type = one_line(item.type)[:40] or "post"
        for ref in item.terms:
            self.terms.setdefault((ref.taxonomy, ref.slug), Term(ref.taxonomy, ref.slug, ref.name))
        if item.type == "post" and item.status != "trash":
            self.creators.update([item.creator, *(ref.slug for ref in item.terms if ref.taxonomy == "author")])
            self.shelved.update((ref.taxonomy, ref.slug) for ref in item.terms if item.status == "publish")
        digest = digest_of(asdict(replace(item, comments=[], line=0)))
        slug = self._free_slug(item, digest)
        self.counts[item.type] += 1
        self.counts["comment"] += len(item.comments)
        data = zlib.compress(json.dumps(asdict(item)).encode(), 1)
        is_open = item.status == "publish" and not item.password
        link = old_addresses.path_key(item.link) if is_open else ""
        row = (item.type, item.status, item.old_id, item.slug, slug, item.parent, link, is_open, digest, data)
        cursor = self.db.execute(
            "insert into item (type, status, old_id, slug, key_slug, parent, link, is_open, digest, data)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        if item.type == "attachment":
            self._take_upload(item, cursor.lastrowid or 0)

    def _free_slug(self, item: Item, digest: str) -> str:
        """What tells this item from others of its id: its slug, and a number if even that is the same."""
        stem = (item.slug or ("" if item.old_id else item.link or item.guid or item.title))[:LONGEST_SLUG]
        slug, number = stem, 1
        while found := self.db.execute(
            "select digest from item where type=? and old_id=? and key_slug=?", (item.type, item.old_id, slug)
        ).fetchone():
            number += 1
            slug = f"{stem}#{number}"
            if found[0] == digest:
                self.twice.append((item.type, item.old_id, slug))
        return slug

    def _take_upload(self, item: Item, n: int) -> None:
        if host := old_addresses.host(item.attachment_url):
            self.hosts.add(host)
        for key in old_addresses.upload_keys(item.attachment_url, item.value("_wp_attached_file")):
            self.db.execute("insert or ignore into upload values (?, ?)", (key, n))

    # --- Looking up

    def items(self, *types: str) -> Iterator[Staged]:
        """Items of these types in the order of the export, read from the file as they are asked for."""
        marks = ",".join("?" * len(types))
        cursor = self.db.execute(f"select n from item where type in ({marks}) order by n", types)  # noqa: S608
        for (n,) in cursor.fetchall():
            yield self.item(n)

    def item(self, n: int) -> Staged:
        row = self.db.execute("select key_slug, digest, path, data from item where n=?", (n,)).fetchone()
        return Staged(n, _item_from(json.loads(zlib.decompress(row[3]))), row[0], row[1], row[2] or "")

    def types(self) -> list[str]:
        return [kind for (kind,) in self.db.execute("select distinct type from item order by type")]

    def heads(self, *types: str) -> list[tuple[int, str, str, str, bool]]:
        """(n, type, old id, parent, whether it is public) of items, without reading their texts."""
        marks = ",".join("?" * len(types))
        query = f"select n, type, old_id, parent, is_open from item where type in ({marks}) order by n"  # noqa: S608
        return [
            (n, kind, old_id, parent, bool(is_open))
            for n, kind, old_id, parent, is_open in self.db.execute(query, types)
        ]

    def _attachment(self, old_id: str) -> int:
        """The last attachment of that id, which is the one WordPress would show; 0 if there is none."""
        row = self.db.execute("select max(n) from item where old_id=? and type='attachment'", (old_id,)).fetchone()
        return row[0] or 0

    def upload(self, keys: Iterable[str]) -> int:
        """The attachment that the first known of `keys` names; 0 if none."""
        for key in keys:
            if row := self.db.execute("select n from upload where key=?", (key,)).fetchone():
                return int(row[0])
        return 0

    def attached_to(self, old_id: str) -> list[int]:
        """Old ids of the attachments that were uploaded to an item."""
        query = "select old_id from item where parent=? and type='attachment' order by n"
        return [int(found) for (found,) in self.db.execute(query, (old_id,)) if found.isdigit()] if old_id else []

    def path_of(self, *, link: str = "", old_id: str = "") -> str:
        """The address here of the public item with that old address or id; empty if there is none."""
        where, value = ("link", link) if link else ("old_id", old_id)
        query = f"select path from item where {where}=? and is_open and path is not null order by n"  # noqa: S608
        row = self.db.execute(query, (value,)).fetchone() if value else None
        return row[0] if row else ""

    def is_anothers(self, key: str, n: int) -> bool:
        """Whether a public item other than `n` has that address on the old site, or is to have it here."""
        query = "select 1 from item where n<>? and ((link=? and is_open) or path=?) limit 1"
        return self.db.execute(query, (n, key, f"/{key}/")).fetchone() is not None

    def set_path(self, n: int, path: str) -> None:
        self.db.execute("update item set path=? where n=?", (path, n))

    def set_file(self, n: int, kind: str, public_id: str, *, alt: str = "", url: str = "") -> None:
        """Remember what an attachment has become in the library."""
        self.db.execute("insert or replace into file values (?, ?, ?, ?, ?)", (n, kind, public_id, alt, url))

    def file(self, n: int) -> tuple[str, str, str, str] | None:
        """(kind, public id, alt, address) of an attachment in the library."""
        row = self.db.execute("select kind, public_id, alt, url from file where n=?", (n,)).fetchone()
        return (row[0], row[1], row[2], row[3]) if row else None

    def reusable(self, old_id: int) -> str | None:
        row = self.db.execute("select n from item where old_id=? and type='wp_block'", (str(old_id),)).fetchone()
        return self.item(row[0]).item.content if row else None

    @property
    def source(self) -> str:
        """The name of the old site in the table of what has been imported: its address, without the scheme."""
        parts = urlsplit(self.site.base_url or self.site.link)
        return f"{parts.netloc}{parts.path}".rstrip("/").lower()[:200] or "unknown"


def sweep() -> None:
    """Remove what imports have left that were killed: texts that were never public, and addresses of commenters."""
    for claim in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{CLAIM}"):
        with suppress(OSError), claim.open("r+") as file:
            # Another's while it is at work: the system lets go of it for whoever is killed.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(claim.parent)


def _item_from(data: dict[str, Any]) -> Item:
    data["terms"] = [TermRef(**one) for one in data["terms"]]
    data["meta"] = [Meta(**one) for one in data["meta"]]
    comments = [{**one, "meta": [Meta(**each) for each in one["meta"]]} for one in data["comments"]]
    data["comments"] = [Comment(**one) for one in comments]
    return Item(**data)
