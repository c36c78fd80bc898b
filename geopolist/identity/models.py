"""What every page needs to know of the site: its name, languages, menus, notices. Nothing of it stands in a template."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# What the site says of itself in each language, beside the default one.
TRANSLATED = ("name", "tagline", "organisation", "description", "footer_text", "copyright", "notice_text")


class SiteIdentityQuerySet(models.QuerySet["SiteIdentity"]):
    def current(self) -> "SiteIdentity":
        """The site's one row, in one query; a nameless one where `manage.py setup` has not run."""
        return self.filter(pk=1).first() or SiteIdentity(pk=1)


class SiteIdentity(models.Model):
    """The site's identity: one row. `prepared` holds menus and links ready to print, so that a page needs this row alone."""

    name = models.CharField(_("name"), max_length=80, default="Geopolist")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("For search engines and feeds: a sentence or two."))
    contact_email = models.EmailField(_("contact address"), blank=True)
    footer_text = models.TextField(_("footer text"), blank=True)
    copyright = models.CharField(_("copyright line"), max_length=160, blank=True, help_text=_("The year is added."))
    notice_text = models.TextField(
        _("notice"), blank=True, help_text=_("A strip above the footer until the reader accepts it. Empty: no strip.")
    )
    words_per_minute = models.PositiveSmallIntegerField(
        _("reading speed, words a minute"), default=200, validators=[MinValueValidator(50), MaxValueValidator(1000)]
    )
    languages = models.JSONField(_("further languages"), default=list, blank=True)
    texts = models.JSONField(_("texts in further languages"), default=dict, blank=True)
    prepared = models.JSONField(default=dict, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = SiteIdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_site_identity")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        self.prepared = prepare_chrome()
        super().save(*args, **kwargs)

    def text(self, field: str, language: str) -> str:
        """`field` in `language`, else in the default language."""
        return self.texts.get(language, {}).get(field) or getattr(self, field)

    @property
    def enabled_languages(self) -> list[str]:
        """Codes of the languages readers may choose, the default first."""
        return [settings.LANGUAGE_CODE, *self.languages]


class OrderedLink(models.Model):
    """A link in a list: each change prepares the chrome again."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        refresh()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        outcome = super().delete(*args, **kwargs)
        refresh()
        return outcome


class SocialLink(OrderedLink):
    class Kind(models.TextChoices):
        X = "x", "X"
        FACEBOOK = "facebook", "Facebook"
        LINKEDIN = "linkedin", "LinkedIn"
        YOUTUBE = "youtube", "YouTube"
        INSTAGRAM = "instagram", "Instagram"
        TELEGRAM = "telegram", "Telegram"
        MASTODON = "mastodon", "Mastodon"
        BLUESKY = "bluesky", "Bluesky"
        RSS = "rss", "RSS"
        EMAIL = "email", _("E-mail")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    label = models.CharField(_("label"), max_length=60, blank=True, help_text=_("Empty: the name of the service."))
    url = models.CharField(_("address"), max_length=300)

    class Meta(OrderedLink.Meta):
        abstract = False
        ordering = ["order", "pk"]
        verbose_name = _("social link")
        verbose_name_plural = _("social links")

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    def clean(self) -> None:
        check_link(self.url, also=("mailto",))


class MenuItem(OrderedLink):
    """A line of a menu. Its target is an object, whose address it follows, or a typed address."""

    class Menu(models.TextChoices):
        PRIMARY = "primary", _("Main menu")
        FOOTER = "footer", _("Footer columns")
        LEGAL = "legal", _("Legal line")

    menu = models.CharField(_("menu"), max_length=8, choices=Menu, default=Menu.PRIMARY)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("under"))
    label = models.CharField(_("label"), max_length=80)
    labels = models.JSONField(_("labels in further languages"), default=dict, blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True, help_text=_("/path/ or https://…; empty when it follows an object."))
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, verbose_name=_("kind of object"))
    object_id = models.PositiveBigIntegerField(_("object"), null=True, blank=True)
    target = GenericForeignKey("content_type", "object_id")

    class Meta(OrderedLink.Meta):
        abstract = False
        ordering = ["menu", "order", "pk"]
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("Menus have two levels: choose an item of the first level.")})
        if self.url:
            check_link(self.url)


def check_link(url: str, also: tuple[str, ...] = ()) -> None:
    """Refuse an address that is neither a path of this site nor an https address (nor of a scheme in `also`)."""
    parts = urlsplit(url)
    is_path = url.startswith("/") and not url.startswith("//") and "\\" not in url
    if not (is_path or (parts.scheme in ("https", "http") and parts.hostname) or parts.scheme in also):
        raise ValidationError(_("Give a path of this site such as /about/, or an address that begins with https://."))


def refresh() -> None:
    """Print menus and links anew into the site's row. Called by whatever changes the address or name of a menu's target."""
    SiteIdentity.objects.filter(pk=1).update(prepared=prepare_chrome())


def prepare_chrome() -> dict[str, Any]:
    """Menus and social links as plain values: {"menus": {name: [item]}, "social": [link]}."""
    items = list(MenuItem.objects.prefetch_related("target"))
    return {
        "menus": {menu: branch(items, menu, None) for menu in MenuItem.Menu.values},
        "social": [{"kind": link.kind, "label": str(link), "url": link.url} for link in SocialLink.objects.all()],
    }


def branch(items: list[MenuItem], menu: str, parent: int | None) -> list[dict[str, Any]]:
    """The items of `menu` under `parent`; one whose object is not shown is left out with its children."""
    return [
        {"label": item.label, "labels": item.labels, "url": url, "children": branch(items, menu, item.pk)}
        for item in items
        if item.menu == menu and item.parent_id == parent and (url := address_of(item)) is not None
    ]


def address_of(item: MenuItem) -> str | None:
    """Where the item leads; "" for a heading without a link; None when its object is gone or not public."""
    if item.content_type_id is None:
        return item.url
    target = item.target
    if target is None or not getattr(target, "is_public", True):
        return None
    return target.get_absolute_url()
