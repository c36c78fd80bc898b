"""An article and what may be done to it: every act is one verb, the same from view, admin, import and command."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.querysets import ArticleQuerySet
from geopolist.addresses.models import Address
from geopolist.identity.models import SiteIdentity
from geopolist.lib.numbers import compact
from geopolist.lib.text import reading_minutes, slugify
from geopolist.revisions.models import WorkingCopy

from . import settling, snapshot
from .body import WithBody
from .tag import Tagging


class WasPublic(Exception):
    """What readers once had is withdrawn with a notice, never deleted."""


class WrongState(Exception):
    """The verb does not apply to an article in this state."""


class Article(WithBody):
    class Kind(models.TextChoices):
        ANALYSIS = "analysis", _("Analysis")
        COMMENTARY = "commentary", _("Commentary")
        NEWS = "news", _("News")
        BRIEF = "brief", _("Brief")
        REPORT = "report", _("Report")
        PAPER = "paper", _("Paper")

    class Format(models.TextChoices):
        STANDARD = "standard", _("Standard")
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Audio")
        GALLERY = "gallery", _("Gallery")
        LIVE = "live", _("Live blog")

    class Status(models.TextChoices):
        """Stored states. *Scheduled* and *ended* follow from the times and are never stored."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(_("slug"), max_length=200, blank=True, db_index=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ANALYSIS)
    format = models.CharField(_("format"), max_length=8, choices=Format, default=Format.STANDARD)
    categories = models.ManyToManyField("articles.Category", blank=True, related_name="articles", verbose_name=_("categories"))
    primary_category = models.ForeignKey(
        "articles.Category", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("primary category")
    )
    tags = TaggableManager(through=Tagging, blank=True, verbose_name=_("tags"))
    countries = models.ManyToManyField("articles.Country", blank=True, related_name="articles", verbose_name=_("countries"))
    people = models.ManyToManyField("articles.Person", through="articles.Byline", related_name="articles")
    cover = models.ForeignKey("library.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover"))
    series = models.ForeignKey(
        "articles.Series", models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("series")
    )
    series_position = models.PositiveSmallIntegerField(_("position in the series"), default=0)
    sources = models.TextField(_("sources"), blank=True, help_text=_("One a line."))
    sponsor = models.CharField(_("sponsor"), max_length=160, blank=True)
    sponsor_url = models.URLField(_("sponsor's address"), blank=True)

    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    translation_group = models.UUIDField(_("translation group"), default=uuid.uuid4, db_index=True)

    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    was_public = models.BooleanField(editable=False, default=False)
    withdrawal_notice = models.TextField(_("notice of withdrawal"), blank=True)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("really changed"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(editable=False, default=0)
    fingerprint = models.CharField(max_length=64, editable=False, blank=True)

    front_rank = models.PositiveSmallIntegerField(
        _("place on the front page"), null=True, blank=True, help_text=_("1 is the lead; empty: by date.")
    )
    is_pinned = models.BooleanField(_("pinned to the top of its section"), default=False)
    comments_open = models.BooleanField(_("comments open"), default=True)
    noindex = models.BooleanField(_("hidden from search engines"), default=False)
    seo_title = models.CharField(_("title for search engines"), max_length=200, blank=True)
    seo_description = models.TextField(_("description for search engines"), blank=True)
    canonical_url = models.URLField(_("first published at"), blank=True)

    views = models.PositiveIntegerField(editable=False, default=0)
    comment_count = models.PositiveIntegerField(editable=False, default=0)
    # What stands around the text, ready to print: bylines, categories, tags. Derived by settle().
    furniture = models.JSONField(editable=False, default=dict)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False), name="published_has_a_date"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("published_at")),
                name="ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["translation_group", "language"], name="one_translation_each"),
        ]
        indexes = [
            models.Index(
                "language", models.F("published_at").desc(), models.F("id").desc(), name="article_by_date",
                condition=models.Q(status="published"),
            ),
            models.Index(
                "language", models.F("views").desc(), name="article_by_views", condition=models.Q(status="published")
            ),
            models.Index(fields=["front_rank"], name="article_front", condition=models.Q(front_rank__isnull=False)),
            models.Index(fields=["series", "series_position"], name="article_in_series"),
            models.Index(fields=["ends_at"], name="article_ends", condition=models.Q(ends_at__isnull=False)),
        ]  # fmt: skip
        permissions = [("publish_article", _("Can publish articles"))]

    def __str__(self) -> str:
        return self.title

    # --- Asking

    @property
    def is_published(self) -> bool:
        """Whether readers see it now. The same rule as ArticleQuerySet.public(), for a row at hand."""
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= now
            and (self.ends_at is None or self.ends_at > now)
        )

    @property
    def is_public(self) -> bool:
        return self.is_published

    @property
    def is_gone(self) -> bool:
        """Whether readers had it once and no longer do: the address answers 410."""
        return self.has_been_public and not self.is_published

    @property
    def has_been_public(self) -> bool:
        """The clock publishes without a save, so the stored flag alone does not tell."""
        begun = self.published_at is not None and self.published_at <= timezone.now()
        return self.was_public or (self.status == self.Status.PUBLISHED and begun)

    @property
    def shows_update(self) -> bool:
        """Whether the text really changed after the day it appeared."""
        return bool(self.changed_at and self.published_at and (self.changed_at - self.published_at).total_seconds() > 3600)

    @property
    def updated_at(self) -> datetime | None:
        return self.changed_at if self.shows_update else self.published_at

    @property
    def dir(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def reading_minutes(self) -> int:
        return self.furniture.get("minutes", 1)

    @property
    def byline_text(self) -> str:
        return self.furniture.get("byline", "")

    @property
    def views_text(self) -> str:
        """`1.5k Views`; empty for none."""
        if not self.views:
            return ""
        return ngettext("%s View", "%s Views", self.views) % compact(self.views)

    @property
    def source_lines(self) -> list[str]:
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    @property
    def is_sponsored(self) -> bool:
        return bool(self.sponsor)

    def get_absolute_url(self) -> str:
        return f"/{self.slug}/"

    @property
    def wanted_slug(self) -> str:
        """The slug as typed, else from the title; `article` where the title has neither letter nor digit."""
        return slugify(self.slug or self.title) or "article"

    # --- Saving

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.wanted_slug
        super().save(*args, **kwargs)

    @transaction.atomic
    def settle(self) -> None:
        """Make all that follows from the row and its relations: furniture, lists, address, uses, search.

        Call it once after the relations are saved. Idempotent; a repeat without a change moves no date.
        """
        bylines = list(self.bylines.select_related("person__portrait"))
        categories = list(self.categories.order_by("name"))
        speed = SiteIdentity.objects.current().words_per_minute
        self.furniture = settling.furniture(
            self, bylines, categories, list(self.tags.order_by("name")), reading_minutes(self.word_count, speed)
        )
        self.note_change()
        if self.status in (self.Status.PUBLISHED, self.Status.WITHDRAWN):
            self.claim_address()
        super().save(update_fields=["furniture", "fingerprint", "changed_at", "version", "was_public", "slug"])
        settling.file(self, bylines, categories)
        settling.index(self)
        self.record_uses()

    def note_change(self) -> None:
        """Move `changed_at` and `version` when what readers see is another than it was."""
        fingerprint = settling.fingerprint(self)
        if fingerprint == self.fingerprint:
            return
        if self.fingerprint and self.is_published:
            self.changed_at = timezone.now()
        self.fingerprint = fingerprint
        self.version += 1

    def claim_address(self) -> None:
        """Take `/<slug>/`, or the nearest free one, as this article's address."""
        path = Address.objects.free(self.get_absolute_url(), self)
        self.slug = path.strip("/")
        Address.objects.claim(self, path)
        self.was_public = self.has_been_public

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.has_been_public:
            raise WasPublic(f"{self.title!r} was public: withdraw it with a notice instead.")
        return super().delete(*args, **kwargs)

    # --- Verbs

    def submit_for_review(self) -> None:
        self.go(self.Status.IN_REVIEW, allowed=[self.Status.DRAFT])

    def approve(self) -> None:
        self.go(self.Status.APPROVED, allowed=[self.Status.DRAFT, self.Status.IN_REVIEW])

    def ask_for_changes(self) -> None:
        self.go(self.Status.DRAFT, allowed=[self.Status.IN_REVIEW, self.Status.APPROVED])

    def publish(self, at: datetime | None = None) -> None:
        """Let readers have it now, or at the instant `at`; the clock does the rest. Safe to repeat.

        An article that was public keeps its first date unless `at` says otherwise.
        """
        self.published_at = at or (self.published_at if self.has_been_public else None) or timezone.now()
        self.go(self.Status.PUBLISHED, allowed=list(self.Status))

    def withdraw(self, notice: str) -> None:
        """Take it from readers: the address answers 410 with `notice`."""
        self.withdrawal_notice = notice
        self.was_public = self.has_been_public
        self.go(self.Status.WITHDRAWN, allowed=[self.Status.PUBLISHED, self.Status.WITHDRAWN])

    # --- Edits of what is public wait in a working copy

    def stage(self, data: dict[str, Any], *, by: Any, seen_version: int) -> WorkingCopy:
        """Keep an unpublished edit, valid or not; readers see nothing of it. Raises revisions.Conflict."""
        return WorkingCopy.objects.keep(self, data, by=by, seen_version=seen_version)

    @transaction.atomic
    def publish_changes(self) -> None:
        """Make the working copy what readers see. Raises ValidationError, and keeps the copy, when it is not valid."""
        copy = WorkingCopy.objects.of(self).select_for_update().first()
        if copy is None:
            return
        snapshot.apply(self, copy.data)
        self.settle()
        copy.delete()

    def discard_changes(self) -> None:
        WorkingCopy.objects.of(self).delete()

    def snapshot(self) -> dict[str, Any]:
        """The row and its relations as JSON: where a working copy begins."""
        return snapshot.take(self)

    def go(self, status: "Article.Status", *, allowed: list["Article.Status"]) -> None:
        """Change the state and settle. Raises WrongState when the article stands elsewhere than in `allowed`."""
        if self.status not in allowed:
            raise WrongState(f"An article that is {self.get_status_display()} cannot become {status.label}.")
        self.status = status
        super().save(update_fields=["status", "published_at", "withdrawal_notice", "was_public"])
        self.settle()
