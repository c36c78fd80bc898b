"""Pages that are not articles, and the risk outlook."""

from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.models import Edited, Nested
from articles.querysets import HEAVY, UNSHOWN, EditedAtDesk
from geopolist.addresses.models import Address
from geopolist.identity.models import SPOKEN, menus_follow
from geopolist.lib.digests import digest_of
from geopolist.lib.surrogate import Keyed, shows
from geopolist.search import index as search_index

from .spots import Spot

__all__ = ["Page", "RiskOutlook", "Spot"]

MAX_DEPTH = 4
# What readers see of the page itself.
SHOWN_FIELDS = ("title", "standfirst", "body", "cover_id")


class PageQuerySet(EditedAtDesk["Page"]):
    def for_cards(self) -> "PageQuerySet":
        """With covers, without texts."""
        return self.select_related("cover").defer(*HEAVY)

    def for_page(self) -> "PageQuerySet":
        """What the page itself shows of the row, in one query."""
        return self.select_related("cover").defer(*UNSHOWN)

    def for_sitemap(self) -> "PageQuerySet":
        return self.filter(noindex=False).only("path", "changed_at")

    def line_to(self, page: "Page") -> list["Page"]:
        """The pages above `page`, the highest first, in one query."""
        parts = page.path.split("/")
        paths = ["/".join(parts[:end]) for end in range(1, len(parts))]
        shows(self.model._meta.label_lower)
        return list(self.for_cards().filter(path__in=paths).order_by(models.functions.Length("path")))

    def under(self, page: "Page") -> "PageQuerySet":
        shows(self.model._meta.label_lower)
        return self.for_cards().filter(parent=page).order_by("order", "title")


class Page(Keyed, Edited, Nested):
    """A static page at `/<path>/`, under another one or at the root. A draft has chosen its address, not claimed it."""

    named_by = "title"
    max_depth = MAX_DEPTH
    kept_from_saving = Edited.kept_from_saving | {"changed_at", "fingerprint", "version"}
    written = (
        "title", "slug", "parent_id", "order", "standfirst", "body", "cover_id", "language", "noindex",
        "seo_description",
    )  # fmt: skip

    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(_("slug"), max_length=200, blank=True)
    path = models.CharField(_("path"), max_length=380, editable=False, db_index=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    standfirst = models.TextField(_("standfirst"), blank=True)
    cover = models.ForeignKey(
        "library.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover")
    )
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # When readers got the text as it is: never before it was written, and never before it appears.
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False, blank=True)
    # The key of the new form that it was written into first.
    begun_as = models.UUIDField(unique=True, null=True, editable=False)
    noindex = models.BooleanField(_("hidden from search engines"), default=False)
    seo_description = models.TextField(_("description for search engines"), blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            *Edited.Meta.constraints,
            models.CheckConstraint(condition=models.Q(language__in=SPOKEN), name="page_language_is_known"),
        ]
        permissions = [("publish_page", _("Can publish pages"))]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def begin(cls, key: UUID, language: str, title: str, *, by: Any) -> tuple[Self, bool]:
        begins = {"title": title, "language": language, "created_by": by}
        found: Any = cls.objects.get_or_create(begun_as=key, defaults=begins)
        return found

    @property
    def dir(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def has_address(self) -> bool:
        return self.status in (self.Status.PUBLISHED, self.Status.WITHDRAWN)

    def hold(self) -> None:
        # The tree first, as every save of a page does: two verbs at once would wait for each other's page.
        self.tree(locked=True)
        super().hold()

    def follow(self) -> None:
        """The date of the text, address, search and menus; save() keeps path and uses in step."""
        self.note_change()
        if self.has_address:
            Address.objects.claim(self, self.get_absolute_url())
        self.index()
        menus_follow(self)

    def note_change(self) -> None:
        """Move `changed_at` when what readers see is another than it was, and with the instant at which it appears."""
        now, before = timezone.now(), (self.fingerprint, self.changed_at)
        self.fingerprint = digest_of([getattr(self, name) for name in SHOWN_FIELDS])
        if before[0] not in ("", self.fingerprint):
            self.changed_at = now
        self.version += before[0] != self.fingerprint
        if self.status == self.Status.PUBLISHED and self.published_at is not None:
            # A beginning that was put off and is moved forward again leaves an instant that is still to come.
            self.changed_at = max(min(self.changed_at, now), self.published_at)
        if before != (self.fingerprint, self.changed_at):
            told = {"fingerprint": self.fingerprint, "changed_at": self.changed_at, "version": self.version}
            Page.objects.filter(pk=self.pk).update(**told)

    def forget(self) -> None:
        super().forget()
        search_index.forget(self)
        self.forget_edits()

    def index(self) -> None:
        if self.status != self.Status.PUBLISHED:
            search_index.forget(self)
            return
        search_index.store(
            self,
            kind="page",
            language=self.language,
            title=self.title,
            standfirst=self.standfirst,
            body=self.text,
            visible_from=self.published_at,
            visible_until=self.ends_at,
        )


class RiskOutlookQuerySet(models.QuerySet["RiskOutlook"]):
    def with_articles(self) -> "RiskOutlookQuerySet":
        """With the address and state of the analyses, in one query."""
        shows(self.model._meta.label_lower)
        wanted = ("slug", "status", "published_at", "ends_at")
        return self.select_related("article").only(
            "theatre", "level", "trigger", "order", *(f"article__{name}" for name in wanted)
        )


class RiskOutlook(Keyed, models.Model):
    """A line of the risk table: how likely trouble is, and what would change that."""

    class Level(models.IntegerChoices):
        LOW = 1, _("Low")
        GUARDED = 2, _("Guarded")
        ELEVATED = 3, _("Elevated")
        HIGH = 4, _("High")
        SEVERE = 5, _("Severe")

    theatre = models.CharField(_("theatre"), max_length=120)
    level = models.PositiveSmallIntegerField(
        _("level"), choices=Level, default=Level.GUARDED, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    trigger = models.CharField(_("what would change it"), max_length=240, blank=True)
    article = models.ForeignKey("articles.Article", models.SET_NULL, null=True, blank=True, verbose_name=_("analysis"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = RiskOutlookQuerySet.as_manager()

    class Meta:
        ordering = ["order", "theatre"]
        verbose_name = _("risk outlook")
        verbose_name_plural = _("risk outlooks")

    def __str__(self) -> str:
        return self.theatre
