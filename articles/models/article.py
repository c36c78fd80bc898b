"""An article and what may be done to it: every act is one verb, the same from view, admin, import and command."""

import re
import uuid
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.checklist import Finding, NotReady
from articles.querysets import ArticleQuerySet
from articles.querysets.article import views_key
from geopolist.addresses.models import Address, AddressTaken
from geopolist.identity.models import SPOKEN, SiteIdentity, menus_follow
from geopolist.identity.models import refresh as refresh_menus
from geopolist.lib.numbers import compact
from geopolist.lib.surrogate import Keyed, lasts, shows
from geopolist.lib.text import one_line, slugify, without_controls
from geopolist.library.models import record_uses
from geopolist.search import index as search_index

from . import readiness, settling, snapshot
from .addressed import LONGEST_SLUG
from .discussion import Discussed
from .editing import Edited
from .filing import BATCH
from .merged import current
from .tag import Tagging

OPENING = re.compile(r'\s*(?:<section class="brief".{0,20000}?</section>\s*)?<p>(?P<text>.{0,20000}?)</p>', re.DOTALL)
# Four lines of the measure: a shorter paragraph stands lower than the letter.
LONG_ENOUGH = 240
FIRST_HOUR = timedelta(hours=1)
# After its last entry, where editors do not say how long a live blog goes on.
LIVE_ON = timedelta(hours=12)
# How many others of the same title may be published at the same instant.
CLAIMS = 10


class ArticleKind(models.TextChoices):
    ANALYSIS = "analysis", _("Analysis")
    COMMENTARY = "commentary", _("Commentary")
    NEWS = "news", _("News")
    BRIEF = "brief", _("Brief")
    REPORT = "report", _("Report")
    PAPER = "paper", _("Paper")


class ArticleFormat(models.TextChoices):
    STANDARD = "standard", _("Standard")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    GALLERY = "gallery", _("Gallery")
    LIVE = "live", _("Live blog")


class Article(Keyed, Edited, Discussed):  # type: ignore[django-manager-missing]  # taggit has no types
    site_stamp: str | None  # of the site's row, from articles.querysets.for_pages only

    Kind = ArticleKind
    Format = ArticleFormat
    kept_from_saving = Edited.kept_from_saving | {
        "changed_at", "comment_count", "fingerprint", "furniture", "version", "views",
    }  # fmt: skip
    written = (
        "title", "slug", "standfirst", "body", "kind", "format", "sources", "sponsor", "sponsor_url", "noindex",
        "seo_title", "seo_description", "canonical_url", "comments_open", "comments_close_after", "front_rank",
        "is_pinned", "without_spots", "primary_category_id", "cover_id", "series_id", "series_position", "language",
    )  # fmt: skip
    written_instants = ("ends_at", "live_until")

    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(_("slug"), max_length=200, blank=True, db_index=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ArticleKind, default=ArticleKind.ANALYSIS)
    format = models.CharField(_("format"), max_length=8, choices=ArticleFormat, default=ArticleFormat.STANDARD)
    categories = models.ManyToManyField(
        "articles.Category", blank=True, related_name="articles", verbose_name=_("categories")
    )
    primary_category = models.ForeignKey(
        "articles.Category", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("primary category")
    )
    tags = TaggableManager(through=Tagging, blank=True, verbose_name=_("tags"))
    countries = models.ManyToManyField(
        "articles.Country", blank=True, related_name="articles", verbose_name=_("countries")
    )
    people = models.ManyToManyField("articles.Person", through="articles.Byline", related_name="articles")
    cover = models.ForeignKey(
        "library.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover")
    )
    series = models.ForeignKey(
        "articles.Series", models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("series")
    )
    series_position = models.PositiveSmallIntegerField(_("position in the series"), default=0)
    live_until = models.DateTimeField(
        _("live until"), null=True, blank=True, help_text=_("Of a live blog; empty: twelve hours after its last entry.")
    )
    sources = models.TextField(_("sources"), blank=True, help_text=_("One a line."))
    sponsor = models.CharField(_("sponsor"), max_length=160, blank=True)
    sponsor_url = models.URLField(_("sponsor's address"), blank=True)

    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    translation_group = models.UUIDField(_("translation group"), default=uuid.uuid4, db_index=True)

    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("really changed"), null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False, blank=True)

    front_rank = models.PositiveSmallIntegerField(
        _("place on the front page"), null=True, blank=True, help_text=_("1 is the lead; empty: by date.")
    )
    is_pinned = models.BooleanField(_("pinned to the top of its section"), default=False)
    without_spots = models.BooleanField(
        _("without advertisements"), default=False, help_text=_("What is paid for has none either.")
    )
    noindex = models.BooleanField(_("hidden from search engines"), default=False)
    seo_title = models.CharField(_("title for search engines"), max_length=200, blank=True)
    seo_description = models.TextField(_("description for search engines"), blank=True)
    canonical_url = models.URLField(_("first published at"), blank=True)

    # In no index: PostgreSQL then moves a counter without touching the row's places in others.
    views = models.PositiveIntegerField(_("views"), editable=False, default=0)
    # What stands around the text, ready to print: bylines, categories, tags. Derived by settle().
    furniture = models.JSONField(editable=False, default=dict)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            *Edited.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=ArticleKind.values), name="article_kind_is_known"),
            models.CheckConstraint(condition=models.Q(format__in=ArticleFormat.values), name="article_format_is_known"),
            models.CheckConstraint(condition=models.Q(language__in=SPOKEN), name="article_language_is_known"),
            models.UniqueConstraint(fields=["translation_group", "language"], name="one_translation_each"),
        ]
        indexes = [
            models.Index(
                "status", "language", models.F("published_at").desc(), models.F("id").desc(), name="article_by_date"
            ),
            models.Index(fields=["is_pinned"], name="article_pinned"),
            models.Index(fields=["front_rank"], name="article_front", condition=models.Q(front_rank__isnull=False)),
            models.Index(fields=["series", "series_position"], name="article_in_series"),
            models.Index(fields=["ends_at"], name="article_ends", condition=models.Q(ends_at__isnull=False)),
        ]  # fmt: skip
        permissions = [
            ("publish_article", _("Can publish articles")),
            ("publish_own_article", _("Can publish own articles where the section allows it")),
            ("edit_others_article", _("Can edit articles that others began")),
        ]

    def __str__(self) -> str:
        return self.title

    # --- Asking

    @property
    def shows_update(self) -> bool:
        """Whether it really changed later than in its first hour, when slips are mended."""
        return bool(self.changed_at and self.published_at and self.changed_at - self.published_at > FIRST_HOUR)

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
    def live_entries(self) -> list[dict[str, str]]:
        """Of a live blog, the newest first: see geopolist.lib.body.parts."""
        return self.furniture.get("live", [])

    @property
    def last_entry_at(self) -> datetime | None:
        return datetime.fromisoformat(self.live_entries[0]["at"]) if self.live_entries else None

    @property
    def live_ends_at(self) -> datetime | None:
        """Until when more is to be expected; None for what is no live blog."""
        if self.format != self.Format.LIVE or self.published_at is None:
            return None
        return self.live_until or (self.last_entry_at or self.published_at) + LIVE_ON

    @property
    def is_live(self) -> bool:
        """Whether more is to be expected now."""
        lasts(self.live_ends_at)
        return self.live_ends_at is not None and timezone.now() < self.live_ends_at

    def is_signed_by(self, user: Any) -> bool:
        """Whether it bears the byline of the person whose account this is. One query."""
        return self.bylines.filter(person__user=user.pk).exists()

    @property
    def byline_text(self) -> str:
        return self.furniture.get("byline", "")

    @property
    def views_text(self) -> str:
        """`1.5k Views`; empty for none. What is shortened is counted in thousands: `2 ألف مشاهدة` for 2,003 too."""
        shows(views_key(self.pk))
        if not self.views:
            return ""
        return ngettext("%s View", "%s Views", min(self.views, 1000)) % compact(self.views)

    @property
    def opens_with_a_paragraph(self) -> bool:
        """Whether the text begins, after the short version, with a paragraph long enough to carry a drop cap."""
        match = OPENING.match(self.rendered)
        return match is not None and len(strip_tags(match["text"])) >= LONG_ENOUGH

    @property
    def source_lines(self) -> list[str]:
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    @property
    def is_sponsored(self) -> bool:
        return bool(self.sponsor)

    @property
    def has_spots(self) -> bool:
        """Whether advertisements may stand around it."""
        return not (self.is_sponsored or self.without_spots)

    def get_absolute_url(self) -> str:
        return f"/{self.slug}/"

    @property
    def wanted_slug(self) -> str:
        """The slug as typed, else from the title; `article` where the title has neither letter nor digit."""
        return slugify(self.slug, limit=LONGEST_SLUG) or slugify(self.title, language=self.language) or "article"

    # --- Verbs

    def refuse_unready(self, by: Any) -> None:
        if by is not None and (found := self.blocking()):
            raise NotReady(found)

    def blocking(self) -> list[Finding]:
        """What of the checklist keeps it from readers, as it is stored."""
        return readiness.blocking(self, readiness.findings(self, bylines=self.bylines.count()))

    # --- Editing

    @classmethod
    def begin(cls, key: uuid.UUID, language: str, title: str, *, by: Any) -> tuple[Self, bool]:
        """The key of its form is its translation group."""
        begins = {"title": title, "created_by": by}
        found: Any = cls.objects.get_or_create(translation_group=key, language=language, defaults=begins)
        return found

    def snapshot(self) -> dict[str, Any]:
        return super().snapshot() | snapshot.relations_of(self)

    def take_over(self, data: dict[str, Any], drawn: Any = None) -> None:
        """As Edited.take_over(), relations included."""
        snapshot.refuse_strange_shapes(data)
        data = current(data)
        if "translation_group" in data:
            self.translation_group = self._meta.get_field("translation_group").to_python(data["translation_group"])
        super().take_over(data, drawn)
        snapshot.relate(self, data)

    def written_by(self) -> models.Q:
        return super().written_by() | models.Q(person__bylines__article=self.pk)

    def not_duplicated(self) -> dict[str, Any]:
        """A copy is nobody's translation and has no place on the front page."""
        return {"translation_group": str(uuid.uuid4()), "front_rank": None, "is_pinned": False}

    # --- Saving

    def clean(self) -> None:
        super().clean()
        if self.language not in SiteIdentity.objects.current().enabled_languages:
            raise ValidationError(
                {"language": _("This site does not speak it: switch it on in the site's identity first.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.standfirst = one_line(self.title), without_controls(self.standfirst)
        self.slug = self.wanted_slug
        super().save(*args, **kwargs)

    def follow(self) -> None:
        """Furniture, lists, address, uses, search, menus. A repeat without a change moves no date."""
        if self.primary_category_id:
            self.categories.add(self.primary_category_id)
        relations = settling.Relations.of(self)
        lists = settling.lists_of(relations)
        before = self.furniture.get("placement", {})
        self.furniture = settling.furniture(self, relations, lists, SiteIdentity.objects.current())
        settling.tell_places(before, self.furniture["placement"])
        self.note_change(settling.fingerprint(self, relations.bylines))
        if self.status in (self.Status.PUBLISHED, self.Status.WITHDRAWN):
            self.claim_address()
        super().save(update_fields=["furniture", "fingerprint", "changed_at", "version", "was_public", "slug"])
        settling.file(self, lists)
        settling.index(self)
        self.record_uses()
        menus_follow(self)

    def note_change(self, fingerprint: str) -> None:
        """Move `changed_at` and `version` when what readers see is another than it was."""
        if fingerprint == self.fingerprint:
            return
        if self.fingerprint and self.has_been_public:
            self.changed_at = timezone.now()
        self.fingerprint = fingerprint
        self.version += 1

    @classmethod
    def know_again(cls, keys: list[int]) -> None:
        """Their bylines have come to name other rows for the same people: no text has changed, so no date moves."""
        for some in batched(keys, BATCH, strict=False):
            rows = cls._base_manager.filter(pk__in=some).exclude(fingerprint="").prefetch_related("bylines")
            for article in rows.defer("rendered", "text", "imported_source", "furniture"):
                fingerprint = settling.fingerprint(article, list(article.bylines.all()))
                cls._base_manager.filter(pk=article.pk).update(fingerprint=fingerprint)

    def claim_address(self) -> None:
        """Take `/<slug>/`, or the nearest free one, as this article's address."""
        for _try in range(CLAIMS):
            try:
                path = Address.objects.claim(self, Address.objects.free(self.get_absolute_url(), self))
            except AddressTaken:
                continue  # Another process took it after we had asked whether it is free.
            self.slug = path.strip("/")
            return
        raise AddressTaken(self.get_absolute_url())

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As Publication.delete(); menus lose what led here."""
        outcome = super().delete(*args, **kwargs)
        refresh_menus()
        return outcome

    def forget(self) -> None:
        super().forget()
        search_index.forget(self)
        record_uses(self, [])
        self.forget_edits()
