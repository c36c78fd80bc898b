"""Pages, below their parents."""

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.models import WrongState
from geopolist.lib.body import BodyError
from geopolist.lib.digests import digest_of
from geopolist.pages.models import Page
from geopolist.wordpress import text
from geopolist.wordpress.models import Imported
from geopolist.wordpress.report import Outcome
from geopolist.wordpress.stage import Staged

from .ledger import LEFT
from .plan import Plan, moved, slug_of
from .run import BATCH, Run
from .seo import seo_of
from .texts import SKIPPED_STATES, State, Texts

KIND = "page"


class Pages:
    """Imports the pages in the order of the plan, parents first."""

    def __init__(self, run: Run, texts: Texts, plan: Plan) -> None:
        self.run, self.texts, self.plan = run, texts, plan
        self.made: dict[int, int] = {}  # keys of the pages, by their numbers on the stage

    def take(self, numbers: list[int]) -> None:
        for start in range(0, len(numbers), BATCH):
            batch = [self.run.stage.item(n) for n in numbers[start : start + BATCH]]
            rows = self.run.ledger.known(KIND, [staged.key for staged in batch])
            with transaction.atomic():
                for staged in batch:
                    self._one(staged, rows.get(staged.key))
            self.run.progress(KIND, start + len(batch), len(numbers))

    def _one(self, staged: Staged, row: Imported | None) -> None:
        for comment in staged.item.comments:
            self.run.report.add("comment", text.plain(comment.author), "skipped", "pages take no comments here")
        if reason := SKIPPED_STATES.get(staged.item.status):
            self._report(staged, "skipped", reason)
            return
        try:
            with transaction.atomic():
                self._page(staged, row)
        except (ValidationError, BodyError, DatabaseError, ValueError, WrongState) as error:
            self._report(staged, "failed", "it could not be kept", [f"{type(error).__name__}: {error}"])

    def _page(self, staged: Staged, row: Imported | None) -> None:
        page = self.run.ledger.found(row, Page)
        case = self.run.ledger.case(
            row, staged.digest, lambda: _kept(page) if page else None, look_again=self.run.new_files > 0
        )
        if page:
            self.made[staged.n] = page.pk
        if case in LEFT:
            self._report(staged, *LEFT[case])
        else:
            self._write(staged, row, page)

    def _write(self, staged: Staged, row: Imported | None, found: Page | None) -> None:
        item, state = staged.item, self.texts.state(staged.item)
        page = found or Page(changed_at=self.texts.modified(item) or state.at or self.texts.now)
        converted = self.texts.converted(item)
        page.title, notes = self.texts.title(item, converted)
        page.cover, cover_notes = self.texts.cover(item)
        notes += [*cover_notes, *moved(staged), *converted.notes]
        waits = self.texts.lookups.missed
        page.slug = staged.path.strip("/").rpartition("/")[2] or slug_of(item)
        page.parent = self._parent(staged.n)
        page.standfirst = converted.excerpt or converted.teaser
        page.body, page.imported_source = converted.source, item.content
        page.language = self.run.language
        page.order = text.digits(item.menu_order) or 0
        seo = seo_of(item)
        page.noindex, page.seo_description = seo.noindex, seo.description
        if self.run.writes:
            self._save(page, state)
            notes += self._addresses(page, staged, state)
            self.run.ledger.keep(KIND, staged.key, page, staged.digest, kept=_kept(page), waits=waits, row=row)
            self.made[staged.n] = page.pk
        self._report(staged, "updated" if found else "imported", notes=[*state.notes, *notes])

    def _save(self, page: Page, state: State) -> None:
        page.save()
        if state.is_public:
            page.publish(at=state.at)
        else:
            page.settle()

    def _parent(self, n: int) -> Page | None:
        """The nearest page above that exists here."""
        above = self.plan.parents.get(n)
        while above is not None and above not in self.made:
            above = self.plan.parents.get(above)
        return Page.objects.get(pk=self.made[above]) if above is not None else None

    def _addresses(self, page: Page, staged: Staged, state: State) -> list[str]:
        if not state.is_public:
            return []
        keys, notes = self.texts.old_addresses(staged, KIND)
        notes += self.run.remember(page, keys)
        if staged.path and page.get_absolute_url() != staged.path:
            notes.append(f"it lives at {page.get_absolute_url()}, not at {staged.path} as planned")
            notes += self.run.remember(page, [staged.path])
        return notes

    def _report(self, staged: Staged, outcome: Outcome, reason: str = "", notes: list[str] | None = None) -> None:
        name = text.plain(staged.item.title, 120) or staged.item.slug
        self.run.report.add(KIND, name, outcome, reason, old_id=staged.item.old_id, notes=notes or [])


def _kept(page: Page) -> str:
    """What an editor could have touched."""
    names = (
        "title", "slug", "parent_id", "standfirst", "body", "status", "published_at", "cover_id", "order", "noindex",
        "seo_description",
    )  # fmt: skip
    return digest_of([getattr(page, name) for name in names])
