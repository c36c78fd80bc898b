"""Posts become articles, with their bylines, sections, topics, cover and comments: all of one, or nothing."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.models import Article, Byline, Category, Person, Tagging, WrongState
from geopolist.lib.body import BodyError
from geopolist.lib.digests import digest_of
from geopolist.wordpress import text
from geopolist.wordpress.models import Imported
from geopolist.wordpress.stage import Staged
from geopolist.wordpress.wxr import Item

from .comments import Comments
from .ledger import LEFT
from .people import People
from .plan import moved, slug_of
from .run import BATCH, Run
from .seo import seo_of
from .terms import Terms
from .texts import SKIPPED_STATES, State, Texts

KIND = "post"
_FORMATS = {f"post-format-{name}": name for name in ("video", "audio", "gallery")}


@dataclass
class Prepared:
    """An article as it is to be, before anything is written."""

    fields: dict[str, Any]
    state: State
    notes: list[str] = field(default_factory=list)
    waits: bool = False


class Posts:
    """Imports the posts in batches, each batch in one transaction."""

    def __init__(self, run: Run, texts: Texts, people: People, terms: Terms) -> None:
        self.run, self.texts = run, texts
        self.people, self.terms = people, terms
        self.comments = Comments(run, people)
        # What the batch has brought, noted in the table at its end; and the note on the post at hand.
        self.rows: list[Imported] = []
        self.row: Imported | None = None

    def take(self) -> None:
        numbers = [n for n, *_ in self.run.stage.heads(KIND)]
        for start in range(0, len(numbers), BATCH):
            batch = [self.run.stage.item(n) for n in numbers[start : start + BATCH]]
            rows = self.run.ledger.known(KIND, [staged.key for staged in batch])
            self.comments.expect([staged.item for staged in batch])
            with transaction.atomic():
                self.rows = []
                for staged in batch:
                    self._one(staged, rows.get(staged.key))
                self.run.ledger.keep_all(self.rows)
                self.comments.flush()
            self.run.progress(KIND, start + len(batch), len(numbers))

    def _one(self, staged: Staged, row: Imported | None) -> None:
        """One post; if it cannot be kept, nothing of it is, and the report says why."""
        if reason := SKIPPED_STATES.get(staged.item.status):
            self._report(staged, "skipped", reason)
            self.comments.leave_out(staged.item, "its article is left out")
            return
        # Only loaded when it is needed: articles are heavy, and most runs find most of them unchanged.
        load = cache(lambda: self.run.ledger.found(row, Article))
        case = self.run.ledger.case(
            row, staged.digest, lambda: _kept(now) if (now := load()) else None, look_again=self.run.new_files > 0
        )
        if case in LEFT:
            self._report(staged, *LEFT[case])
            self.people.recall(staged.item)
            self._comments_only(staged.item, row)
            return
        found = load()
        # Before the savepoint: a person made for a post that then fails is known to the posts that follow.
        people = self.people.of(staged.item)
        self.row = None
        try:
            with transaction.atomic():
                notes = self._write(staged, row, found, people)
        except (ValidationError, BodyError, DatabaseError, ValueError, WrongState) as error:
            self._report(staged, "failed", "it could not be kept", [f"{type(error).__name__}: {error}"])
            self.comments.leave_out(staged.item, "its article could not be kept")
        else:
            self._report(staged, "updated" if found else "imported", notes=notes)
            self.comments.tell()
            self.rows += [self.row] if self.row else []

    def _comments_only(self, item: Item, row: Imported | None) -> None:
        if item.comments and row:
            self.comments.take(item, Article.objects.only("published_at").filter(pk=row.object_id or 0).first())

    def _write(self, staged: Staged, row: Imported | None, found: Article | None, people: list[Person]) -> list[str]:
        """Make or change the article and its comments. Gives notes for the report."""
        article = found or Article(created_at=self.texts.instant(staged.item) or self.texts.now)
        prepared = self._prepare(staged)
        notes = [*prepared.state.notes, *prepared.notes]
        if self.run.writes:
            self._save(article, staged, prepared, people)
            notes += self._addresses(article, staged, prepared.state)
            self.row = self.run.ledger.row(
                KIND, staged.key, article, staged.digest, kept=_kept(article), waits=prepared.waits, row=row
            )
        self.comments.make(staged.item, article)
        return notes

    # --- Preparing

    def _prepare(self, staged: Staged) -> Prepared:
        item = staged.item
        state, seo = self.texts.state(item), seo_of(item)
        converted = self.texts.converted(item)
        title, title_notes = self.texts.title(item, converted)
        cover, cover_notes = self.texts.cover(item)
        views = [
            count for key in ("post_views_count", "views") for one in item.values(key) if (count := text.digits(one))
        ]
        fields = {
            "title": title,
            "slug": staged.path.strip("/") or slug_of(item),
            "standfirst": converted.excerpt or converted.teaser,
            "body": converted.source,
            "imported_source": item.content,
            "cover": cover,
            "format": self._format(item),
            "language": self._language(item),
            "changed_at": self._changed_at(item, state),
            "is_pinned": item.sticky == "1",
            "comments_open": item.comment_status != "closed",
            "noindex": seo.noindex,
            "seo_title": seo.title,
            "seo_description": seo.description,
            "canonical_url": seo.canonical,
            "views": max(views, default=0),
        }
        notes = [*title_notes, *cover_notes, *moved(staged), *converted.notes]
        return Prepared(fields, state, notes, self.texts.lookups.missed)

    def _format(self, item: Item) -> str:
        slugs = (ref.slug for ref in item.terms if ref.taxonomy == "post_format")
        return next((_FORMATS[slug] for slug in slugs if slug in _FORMATS), Article.Format.STANDARD)

    def _language(self, item: Item) -> str:
        slugs = (ref.slug.partition("-")[0] for ref in item.terms if ref.taxonomy == "language")
        return next((slug for slug in slugs if slug in dict(settings.LANGUAGES)), self.run.language)

    def _changed_at(self, item: Item, state: State) -> Any:
        modified = self.texts.modified(item)
        return modified if modified and state.at and modified > state.at else None

    def _primary(self, item: Item, categories: list[Category]) -> Category | None:
        chosen = self.terms.by_old_id.get(seo_of(item).primary_category)
        return chosen if chosen in categories else next(iter(categories), None)

    # --- Writing

    def _save(self, article: Article, staged: Staged, prepared: Prepared, people: list[Person]) -> None:
        categories = self.terms.categories_of(staged.item)
        for name, value in prepared.fields.items():
            setattr(article, name, value)
        article.primary_category = self._primary(staged.item, categories)
        is_new = article.pk is None
        article.save()
        tags = self.terms.tags_of(staged.item)
        if is_new:
            # The managers' own way costs two queries for each tag and byline, to find out that there is none.
            article.categories.add(*categories)
            Tagging.objects.bulk_create(Tagging(content_object=article, tag=tag) for tag in tags)
            for order, person in enumerate(people):
                Byline(article=article, person=person, order=order).save()
        else:
            article.categories.set(categories)
            article.tags.set(tags)
            self._bylines(article, people)
        state = prepared.state
        if state.is_public:
            article.publish(at=state.at)
        elif state.is_pending and article.status == Article.Status.DRAFT:
            article.submit_for_review()
        else:
            article.settle()

    def _bylines(self, article: Article, people: list[Person]) -> None:
        article.bylines.exclude(person__in=people).delete()
        for order, person in enumerate(people):
            Byline.objects.update_or_create(article=article, person=person, defaults={"order": order})

    def _addresses(self, article: Article, staged: Staged, state: State) -> list[str]:
        """Old addresses of what is public; what never was keeps none."""
        if not state.is_public:
            return []
        keys, notes = self.texts.old_addresses(staged, KIND)
        notes += self.run.remember(article, keys)
        if staged.path and article.get_absolute_url() != staged.path:
            notes.append(f"it lives at {article.get_absolute_url()}, not at {staged.path} as planned")
            notes += self.run.remember(article, [staged.path])
        return notes

    def _report(self, staged: Staged, outcome: Any, reason: str = "", notes: list[str] | None = None) -> None:
        name = text.plain(staged.item.title, 120) or staged.item.slug
        self.run.report.add(KIND, name, outcome, reason, old_id=staged.item.old_id, notes=notes or [])


def _kept(article: Article) -> str:
    """What an editor could have touched."""
    names = (
        "title", "slug", "standfirst", "body", "status", "published_at", "cover_id", "format", "language", "is_pinned",
        "comments_open", "noindex", "seo_title", "seo_description", "canonical_url", "primary_category_id",
    )  # fmt: skip
    relations = [
        sorted(article.categories.values_list("pk", flat=True)),
        sorted(article.tags.values_list("pk", flat=True)),
        list(article.bylines.values_list("person_id", flat=True)),
    ]
    return digest_of([[getattr(article, name) for name in names], relations])
