"""Pages that are not articles, and the risk outlook."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.models import Nested, WithBody
from geopolist.identity.models import refresh as refresh_menus
from geopolist.search import index as search_index

MAX_DEPTH = 4


class PageQuerySet(models.QuerySet["Page"]):
    def public(self) -> "PageQuerySet":
        """The one definition of public for pages."""
        return self.filter(status=Page.Status.PUBLISHED, published_at__lte=timezone.now())

    def for_cards(self) -> "PageQuerySet":
        """With covers, without bodies."""
        return self.select_related("cover").defer("body", "rendered", "text", "contents", "imported_source")

    def for_sitemap(self) -> "PageQuerySet":
        return self.filter(noindex=False).only("path", "changed_at")

    def line_to(self, page: "Page") -> list["Page"]:
        """The pages above `page`, the highest first, in one query."""
        parts = page.path.split("/")
        paths = ["/".join(parts[:end]) for end in range(1, len(parts))]
        return list(self.for_cards().filter(path__in=paths).order_by(models.functions.Length("path")))

    def under(self, page: "Page") -> "PageQuerySet":
        return self.for_cards().filter(parent=page).order_by("order", "title")


class Page(WithBody, Nested):
    """A static page at `/<path>/`, under another one or at the root. A draft has chosen its address, not claimed it."""

    named_by = "title"
    max_depth = MAX_DEPTH

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(_("slug"), max_length=200, blank=True)
    path = models.CharField(max_length=380, editable=False, db_index=True)
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
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    noindex = models.BooleanField(_("hidden from search engines"), default=False)
    seo_description = models.TextField(_("description for search engines"), blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="published_page_has_a_date",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """The same rule as PageQuerySet.public(), for a row at hand."""
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def dir(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def has_address(self) -> bool:
        return self.status != self.Status.DRAFT

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep path, address, menus, uses and search in step. Raises ValidationError on a circle of parents."""
        super().save(*args, **kwargs)
        self.index()
        refresh_menus()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        search_index.forget(self)
        return super().delete(*args, **kwargs)

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
        )

    def publish(self) -> None:
        """Let readers have it. Safe to repeat."""
        self.published_at = self.published_at or timezone.now()
        self.status = self.Status.PUBLISHED
        self.save()

    def withdraw(self) -> None:
        self.status = self.Status.WITHDRAWN
        self.save()


class RiskOutlook(models.Model):
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

    class Meta:
        ordering = ["order", "theatre"]
        verbose_name = _("risk outlook")
        verbose_name_plural = _("risk outlooks")

    def __str__(self) -> str:
        return self.theatre
