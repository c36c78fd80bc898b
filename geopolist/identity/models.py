"""What every page needs to know of the site: name, languages, menus, notices. Nothing of it stands in a template."""

from datetime import datetime
from functools import cache
from secrets import token_hex
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from geopolist.lib.ordering import MEANWHILE, arrange, log_move, number
from geopolist.lib.prints import late
from geopolist.lib.questions import Question
from geopolist.lib.surrogate import Keyed, changed, chrome_key, shows

from . import menus, registry, spots, stories
from .comments import WORDS, WithCommentRules
from .links import check_answered, check_link

# What the site says of itself in each language, beside the default one.
TRANSLATED = ("name", "tagline", "organisation", "description", "footer_text", "copyright", "notice_text", "alert_text")
# Of these, the texts whose [words](/path/) are links.
LINKED = ("notice_text", "alert_text")
# What texts keep of the site: where their lists are, and how long they take to read.
PRINTED = ("languages", "words_per_minute")
SPOKEN = tuple(code for code, _name in settings.LANGUAGES)
FURTHER = tuple(code for code in SPOKEN if code != settings.LANGUAGE_CODE)


class WithTexts(models.Model):
    """Mixed into what speaks further languages: `texts` is {language: {field: text}}, empty texts left out."""

    # The fields that may have such a text.
    translated: ClassVar[tuple[str, ...]] = ()

    texts = models.JSONField(_("texts in further languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError for texts that no page could print."""
        self.check_texts()
        super().save(*args, **kwargs)

    def text(self, field: str, language: str = "") -> str:
        """`field` in `language` (empty: the one being spoken), else in the default language."""
        return self.texts.get(language or translation.get_language() or "", {}).get(field) or getattr(self, field)

    def check_texts(self) -> None:
        if not texts_are_sound(self.texts, self.translated):
            message = _("Texts in further languages are {language: {field: text}}, for these fields: %(fields)s.")
            raise ValidationError(message % {"fields": ", ".join(self.translated)})


def texts_are_sound(texts: Any, translated: tuple[str, ...]) -> bool:
    return isinstance(texts, dict) and all(
        isinstance(fields, dict) and all(name in translated and isinstance(text, str) for name, text in fields.items())
        for fields in texts.values()
    )


def new_stamp() -> str:
    return token_hex(8)


# The row as it was read last, by its stamp.
_printed: dict[str | None, "SiteIdentity"] = {}


class SiteIdentityQuerySet(models.QuerySet["SiteIdentity"]):
    def current(self) -> "SiteIdentity":
        """The site's one row, in one query; a nameless one where `manage.py setup` has not run."""
        return self.filter(pk=1).first() or SiteIdentity(pk=1)

    def stamp_alone(self) -> models.Subquery:
        """The row's stamp as a column of another question: what that finds out for printed() costs nothing."""
        return models.Subquery(self.filter(pk=1).values("stamp"))

    def printed(self, stamp: str | None) -> "SiteIdentity":
        """current(), to be read only: where this process has the row that bears `stamp`, without a query.

        Without `stamp` in one query, whose row is read only where this process has another.
        """
        row = _printed.get(stamp)
        if row is None:
            found: Any = next(iter(only_row().rows()), None)
            row = _printed.get(found.own_stamp) if found else SiteIdentity(pk=1)
        if row is None:
            row = found.row
            _printed.clear()
            _printed[row.stamp] = row
        shows(row.surrogate_key)
        return row

    def lock(self) -> None:
        """Hold the row until the transaction ends: of two that prepare menus at once, one would miss the other's."""
        list(self.select_for_update().filter(pk=1).values_list("pk"))


@cache
def only_row() -> Question["SiteIdentity"]:
    return Question(lambda: late(SiteIdentity.objects.filter(pk=1).defer(*WORDS).annotate(own_stamp=models.F("stamp"))))


class SiteIdentity(Keyed, WithTexts, WithCommentRules):
    """The site's identity: one row. `prepared` holds menus and links ready to print: a page needs this row alone."""

    translated = TRANSLATED

    name = models.CharField(_("name"), max_length=80, default="Geopolist")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("For search engines and feeds: a sentence or two.")
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    footer_text = models.TextField(_("footer text"), blank=True)
    copyright = models.CharField(_("copyright line"), max_length=160, blank=True, help_text=_("The year is added."))
    notice_text = models.TextField(
        _("notice"),
        blank=True,
        help_text=_(
            "A strip above the footer until the reader accepts it. [Words](/path/) are a link. Empty: no strip."
        ),
    )
    alert_text = models.CharField(
        _("alert"),
        max_length=300,
        blank=True,
        help_text=_("A line under the menu, for what cannot wait. [Words](/path/) are a link. Empty: no line."),
    )
    alert_on_front_only = models.BooleanField(_("alert on the front page only"), default=False)
    alert_begins = models.DateTimeField(_("alert begins"), null=True, blank=True, help_text=_("Empty: at once."))
    alert_ends = models.DateTimeField(
        _("alert ends"), null=True, blank=True, help_text=_("Empty: when its text is taken away.")
    )
    words_per_minute = models.PositiveSmallIntegerField(
        _("reading speed, words a minute"), default=200, validators=[MinValueValidator(50), MaxValueValidator(1000)]
    )
    languages = models.JSONField(_("further languages"), default=list, blank=True)
    prepared = models.JSONField(default=dict, editable=False)
    # Another whenever the row is written: what was made of it before is not the same any more.
    stamp = models.CharField(max_length=32, default=new_stamp, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = SiteIdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_site_identity"),
            models.CheckConstraint(
                condition=models.Q(alert_ends__gt=models.F("alert_begins")),
                name="alert_ends_after_it_begins",
                violation_error_message=_("The alert would end before it begins: choose a later time."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        SiteIdentity.objects.lock()
        before = SiteIdentity.objects.filter(pk=1).values(*PRINTED).first()
        self.prepared, self.stamp = prepare_chrome(self.enabled_languages), new_stamp()
        super().save(*args, **kwargs)
        if before and before != {name: getattr(self, name) for name in PRINTED}:
            transaction.on_commit(registry.tell)

    def clean(self) -> None:
        strange = [code for code in self.languages if code not in FURTHER]
        if strange:
            message = _("The site cannot speak %(strange)s: choose from %(known)s.")
            values = {"strange": ", ".join(map(str, strange)), "known": ", ".join(FURTHER)}
            raise ValidationError({"languages": message % values})

    @property
    def enabled_languages(self) -> list[str]:
        """Codes of the languages readers may choose, the default first."""
        return [settings.LANGUAGE_CODE, *(code for code in FURTHER if code in self.languages)]

    def is_alert_at(self, now: datetime) -> bool:
        """Whether it is the time of the alert: the clock publishes it and takes it away."""
        has_begun = self.alert_begins is None or self.alert_begins <= now
        return has_begun and (self.alert_ends is None or self.alert_ends > now)

    @property
    def is_exposed_demo(self) -> bool:
        """The demonstration under an address of the internet: neither served nor signed in to."""
        return settings.IS_LIVE and self.is_demo


class OrderedLinkQuerySet[LinkT: models.Model](models.QuerySet[LinkT]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """As the admin deletes several at once, without the model's own delete()."""
        outcome = super().delete()
        refresh()
        return outcome


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

    @classmethod
    def hold_all(cls) -> list[int]:
        """Keys of all, locked until the transaction ends: two moves at once would number past each other."""
        return list(cls._base_manager.order_by("pk").select_for_update().values_list("pk", flat=True))


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

    objects = OrderedLinkQuerySet["SocialLink"].as_manager()

    class Meta(OrderedLink.Meta):
        abstract = False
        ordering = ["order", "pk"]
        verbose_name = _("social link")
        verbose_name_plural = _("social links")

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    @transaction.atomic
    def move(self, before: int | None = None, *, by: Any = None) -> bool:
        """Put it before another, last where that is None. Whether it moved. Safe to repeat.

        Raises ValidationError where one of the two is not there any more.
        """
        if self.pk not in self.hold_all():
            raise ValidationError(MEANWHILE)
        has_moved = arrange(self.beside(), self.pk, before)
        if has_moved and by is not None:
            log_move(self, None, by)
        refresh()
        return has_moved

    def beside(self) -> "models.QuerySet[SocialLink]":
        """All of them, in their order."""
        return SocialLink.objects.order_by("order", "pk")

    def clean(self) -> None:
        check_link(self.url, also=("mailto",))
        check_answered(self.url)


class MenuItem(OrderedLink, WithTexts):
    """A line of a menu. It leads to an object, whose address it follows, or to a typed address, or is a heading."""

    translated = ("label", "description")

    class Menu(models.TextChoices):
        PRIMARY = "primary", _("Main menu")
        FOOTER = "footer", _("Footer columns")
        LEGAL = "legal", _("Legal line")

    Panel = menus.Panel

    menu = models.CharField(_("menu"), max_length=8, choices=Menu, default=Menu.PRIMARY)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    label = models.CharField(_("label"), max_length=80)
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("A sentence under it in the main menu; in a featured panel instead of the section's own."),
    )
    panel = models.CharField(
        _("opens"), max_length=8, choices=Panel, default=Panel.PLAIN, help_text=_("In the main menu, first level.")
    )
    url = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("/path/ or https://…; empty when it follows an object.")
    )
    content_type = models.ForeignKey(
        ContentType, models.CASCADE, null=True, blank=True, verbose_name=_("kind of object")
    )
    object_id = models.PositiveBigIntegerField(_("object"), null=True, blank=True, help_text=_("Its number."))
    target = GenericForeignKey("content_type", "object_id")

    objects = OrderedLinkQuerySet["MenuItem"].as_manager()

    class Meta(OrderedLink.Meta):
        abstract = False
        ordering = ["order", "pk"]
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            # What stands under it moves to the other menu with it.
            self.children.exclude(menu=self.menu).update(menu=self.menu)
        super().save(*args, **kwargs)

    @transaction.atomic
    def move(self, menu: str, under: int | None = None, before: int | None = None, *, by: Any = None) -> bool:
        """Put it into `menu`, under `under` (None: on the first level), before its child `before` (None: last).

        Whether it moved. What stands under it comes along; a panel stays behind where there can be none. Safe to
        repeat. Raises ValidationError where it cannot stand there, or where one of the three is not there any more.
        """
        if not {self.pk, *filter(None, [under])} <= {*self.hold_all()}:
            raise ValidationError(MEANWHILE)
        self.refresh_from_db()
        left = self.beside()
        if has_left := (self.menu, self.parent_id) != (menu, under):
            self.menu, self.parent_id = menu, under
            self.keep_place()
            number(left)
        has_moved = arrange(self.beside(), self.pk, before) or has_left
        self.refresh_from_db(fields=["order"])
        if has_moved and by is not None:
            log_move(self, self.parent or self.get_menu_display(), by)
        refresh()
        return has_moved

    def keep_place(self) -> None:
        """Save menu and parent, as set. Raises ValidationError where it cannot stand there."""
        if self.parent:
            self.check_parent(self.parent)
        if self.parent_id or self.menu != self.Menu.PRIMARY:
            self.panel = self.Panel.PLAIN
        self.save(update_fields=["menu", "parent", "panel"])

    def beside(self) -> "models.QuerySet[MenuItem]":
        """All that stand where it stands, itself among them, in their order."""
        return MenuItem.objects.filter(menu=self.menu, parent=self.parent_id).order_by("order", "pk")

    @property
    def list_key(self) -> int | None:
        """Of the list that its panel tells of."""
        has_panel = self.panel != self.Panel.PLAIN and stories.has_list(self.target)
        return self.object_id if has_panel else None

    def clean(self) -> None:
        if self.parent:
            self.check_parent(self.parent)
        if self.url:
            check_link(self.url)
            check_answered(self.url)
        if self.content_type_id or self.object_id is not None:
            self.check_target()
        if self.panel != self.Panel.PLAIN:
            self.check_panel()

    def check_parent(self, parent: "MenuItem") -> None:
        if parent.parent_id or parent.pk == self.pk or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("Menus have two levels: choose an item of the first level.")})
        if parent.menu != self.menu:
            raise ValidationError({"parent": _("It stands in another menu: choose an item of the same one.")})

    def check_target(self) -> None:
        if self.url:
            raise ValidationError({"url": _("Give an address or an object, not both.")})
        if self.target is None:
            raise ValidationError({"object_id": _("There is no such object: choose its kind and give its number.")})

    def check_panel(self) -> None:
        if self.menu != self.Menu.PRIMARY or self.parent_id or not stories.has_list(self.target):
            raise ValidationError(
                {"panel": _("Only a section of the main menu's first level has such a panel: follow a section.")}
            )


@transaction.atomic
def refresh() -> None:
    """Print menus, links and what is new anew into the site's row.

    Called by whatever changes the address of a menu's target, or whether it is shown.
    """
    SiteIdentity.objects.lock()
    site = SiteIdentity.objects.current()
    keep(site, prepare_chrome(site.enabled_languages))


@transaction.atomic
def tell_anew(languages: list[str]) -> None:
    """Print what is new in these languages alone."""
    SiteIdentity.objects.lock()
    site = SiteIdentity.objects.current()
    told = stories.told(menus.panels(site.prepared["menus"]["primary"]), languages)
    keep(site, {**site.prepared, "stories": {**site.prepared["stories"], **told}})


def keep(site: SiteIdentity, prepared: dict[str, Any]) -> None:
    """Nothing is written where nothing has changed: every page depends on it."""
    if prepared == site.prepared:
        return
    SiteIdentity.objects.filter(pk=1).update(prepared=prepared, stamp=new_stamp())
    before, after = dict(site.prepared), dict(prepared)
    told_before, told_after = before.pop("stories", {}), after.pop("stories", {})
    # Menus and links are the same in every language; what is told is each language's own.
    languages = [code for code in SPOKEN if before != after or told_before.get(code) != told_after.get(code)]
    changed(*map(chrome_key, languages))


def menus_follow(obj: models.Model) -> None:
    """Print the menus anew if one of them leads to `obj` or tells of it, which has moved, appeared or gone.

    Two queries if none does.
    """
    if MenuItem.objects.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk).exists():
        refresh()
    elif languages := stories.concerned(obj, SiteIdentity.objects.current().prepared.get("stories", {})):
        tell_anew(languages)


def prepare_chrome(languages: list[str]) -> dict[str, Any]:
    """What surrounds every page as plain values.

    {"menus": {name: [item]}, "social": [link], "stories": told, "spots": told}
    """
    printed = menus.prepared(list(MenuItem.objects.prefetch_related("target")), MenuItem.Menu.values)
    return {
        "menus": printed,
        "social": [{"kind": link.kind, "label": link.label, "url": link.url} for link in SocialLink.objects.all()],
        "stories": stories.told(menus.panels(printed[MenuItem.Menu.PRIMARY]), languages),
        "spots": spots.told(),
    }
