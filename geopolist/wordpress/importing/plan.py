"""Where each public item will live, before anything is written: so that links can be rewritten in one pass."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from articles.models import Article
from geopolist.addresses.models import Address
from geopolist.lib.text import slugify
from geopolist.pages.models import MAX_DEPTH, Page
from geopolist.wordpress.models import Imported
from geopolist.wordpress.stage import Staged
from geopolist.wordpress.text import plain, slug
from geopolist.wordpress.wxr import Item

from .run import BATCH, Run

# As long as an article's own slug may be: what is planned longer would not come true.
LONGEST = 80


def slug_of(item: Item) -> str:
    """The slug an item is to have: its own, else from its title, else from its id."""
    return slugify(slug(item.slug) or plain(item.title), limit=LONGEST) or f"{item.type}-{item.old_id or 'untitled'}"


def moved(staged: Staged) -> list[str]:
    """A note if the address an item asks for was taken or is the site's own."""
    wanted, given = slug_of(staged.item), staged.path.strip("/").rpartition("/")[2]
    return [f"the address {wanted} is taken: it lives at {staged.path}"] if given and given != wanted else []


class Plan:
    """Gives every public post and page its address, and every page its place below others."""

    def __init__(self, run: Run) -> None:
        self.run, self.stage = run, run.stage
        self.taken: set[str] = set()
        self.parents: dict[int, int] = {}  # of pages, by their numbers on the stage

    def make(self) -> list[int]:
        """Write the addresses on the stage. Gives the pages in the order in which they can be made."""
        pages = self._page_tree()
        # Pages first: of a page and a post with one slug, the page had the address at the root.
        self._addresses("page", pages, Page)
        self._addresses("post", [n for n, *_ in self.stage.heads("post")], Article)
        return pages

    def _addresses(self, kind: str, numbers: list[int], model: type[models.Model]) -> None:
        for start in range(0, len(numbers), BATCH):
            batch = [self.stage.item(n) for n in numbers[start : start + BATCH]]
            rows = self.run.ledger.known(kind, [staged.key for staged in batch])
            current = _current(list(rows.values()), model)
            for staged in batch:
                row = rows.get(staged.key)
                if staged.item.status not in ("publish", "future") or staged.item.password:
                    continue
                path = current.get(row.object_id or 0, "") if row else ""
                self.stage.set_path(staged.n, path or self._free(staged.n, staged.item))

    def _free(self, n: int, item: Item) -> str:
        above = self.stage.item(self.parents[n]).path.strip("/") if n in self.parents else ""
        stem = slug_of(item)
        wanted = f"{above}/{stem}" if above else stem
        path, number = Address.objects.free(wanted), 1
        while path in self.taken:
            number += 1
            path = Address.objects.free(f"{wanted}-{number}")
        self.taken.add(path)
        return path

    def _page_tree(self) -> list[int]:
        """Pages with parents before children. Loops are cut, and what lies too deep moves up; both are reported."""
        heads = self.stage.heads("page")
        by_old_id = {old_id: n for n, _, old_id, _, _ in heads if old_id}
        parent_of = {n: by_old_id[parent] for n, _, _, parent, _ in heads if parent in by_old_id}
        ordered: dict[int, int] = {}  # page: its depth, from 1
        for n, *_ in heads:
            line: list[int] = []
            while n not in ordered and n not in line:
                line.append(n)
                if n not in parent_of:
                    break
                n = parent_of[n]
            if n in line and n in parent_of and n not in ordered:
                self.run.report.remark(
                    f"The page {self.stage.item(line[-1]).item.slug[:60]} lies under itself: it goes up."
                )
                parent_of.pop(line[-1])
            for one in reversed(line):
                ordered[one] = self._place(one, parent_of, ordered)
        return list(ordered)

    def _place(self, n: int, parent_of: dict[int, int], ordered: dict[int, int]) -> int:
        """Hang a page below its parent, or below the nearest page above that may have pages below it."""
        above = parent_of.get(n)
        while above is not None and ordered[above] >= MAX_DEPTH:
            self.run.report.remark(f"The page {self.stage.item(n).item.slug[:60]} lies too deep: it goes up.")
            above = self.parents.get(above)
        if above is None:
            return 1
        self.parents[n] = above
        return ordered[above] + 1


def _current(rows: list[Imported], model: type[models.Model]) -> dict[int, str]:
    """The addresses today of objects that were imported before, in one query."""
    kind = ContentType.objects.get_for_model(model)
    keys = [row.object_id for row in rows if row.content_type_id == kind.pk and row.object_id]
    found = Address.objects.filter(content_type=kind, object_id__in=keys, is_current=True)
    return dict(found.values_list("object_id", "key"))
