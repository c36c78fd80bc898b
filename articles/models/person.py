"""Who writes. A byline needs no login."""

import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.querysets import PersonQuerySet
from articles.querysets.kinds import ListKind
from geopolist.lib.html import clean_simple, plain_text
from geopolist.lib.links import safe_link
from geopolist.lib.picture import picture_dict
from geopolist.lib.surrogate import Keyed
from geopolist.lib.text import folded, initials, sort_key
from geopolist.search import index as search_index

from .addressed import Addressed
from .filing import refile_on_commit
from .merging import Mergeable

ORCID = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])/?\Z", re.IGNORECASE)


def orcid_is_valid(orcid: str) -> bool:
    """Whether the last character of `0000-0000-0000-000X` is right (ISO 7064 MOD 11-2, as ORCID prescribes)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))


class Person(Keyed, Mergeable, Addressed):
    """Somebody, or an institution, under whose name articles appear."""

    route = "author/"
    picture = "portrait"
    printed = ("slug", "name", "bio", "portrait_id", "is_institution")
    list_kind = ListKind.PERSON
    its_own = ("name", "sort_name")

    name = models.CharField(_("name"), max_length=160)
    slug = models.CharField(_("slug"), max_length=200, unique=True, blank=True)
    sort_name = models.CharField(
        _("filed under"), max_length=160, blank=True, help_text=_("Empty: the last word of the name.")
    )
    is_institution = models.BooleanField(_("an institution"), default=False)
    role = models.CharField(_("role"), max_length=160, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    bio = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey("library.Image", models.SET_NULL, null=True, blank=True, verbose_name=_("portrait"))
    expertise = models.JSONField(_("fields of expertise"), default=list, blank=True, help_text=_("One a line."))
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("One a line: a code such as tr, or a name.")
    )
    orcid = models.CharField("ORCID", max_length=40, blank=True, help_text="0000-0002-1825-0097")
    links = models.JSONField(_("links"), default=list, blank=True, help_text=_("One a line: Label | https://…"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("login")
    )
    is_listed = models.BooleanField(_("in the list of people"), default=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("merge_person", _("Can merge people"))]
        indexes = [models.Index(fields=["name"], name="person_name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.check_lists()
        self.orcid = orcid_of(self.orcid)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError for a wrong ORCID, and for lists that no page could print."""
        self.clean()
        self.bio = clean_simple(self.bio)
        super().save(*args, **kwargs)
        self.index()

    def check_lists(self) -> None:
        for name in ("expertise", "languages"):
            if not is_list_of(getattr(self, name), str):
                raise ValidationError({name: _("Write words, one a line.")})
        if not is_list_of(self.links, dict) or not all(link_is_sound(link) for link in self.links):
            raise ValidationError({"links": _("Write links, one a line, each as Label | https://…")})

    @property
    def known_as(self) -> str:
        return folded(self.name)

    def check_merge(self, duplicate: Any) -> None:
        """Nor where each has an account: whose the articles are would be anybody's guess."""
        super().check_merge(duplicate)
        if self.user_id and duplicate.user_id:
            message = _("“%(name)s” and “%(into)s” have an account each: take one of them out of its form first.")
            raise ValidationError(message % {"name": duplicate.name, "into": self.name})

    def follow_in(self, articles: list[int], copies: list[Any]) -> None:
        super().follow_in(articles, copies)
        apps.get_model("articles", "Article").know_again(articles)

    def changed(self, before: dict[str, Any]) -> None:
        super().changed(before)
        refile_on_commit("person", self.pk)

    def index(self) -> None:
        """Somebody in the list of people can be found by name, role and expertise."""
        if not self.is_listed:
            search_index.forget(self)
            return
        search_index.store(
            self,
            kind="person",
            language="",
            title=self.name,
            standfirst=", ".join(filter(None, [self.role, self.affiliation])),
            names=self.name,
            body=" ".join([plain_text(self.bio), *self.expertise]),
        )

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Only who wrote nothing here. Raises ProtectedError."""
        search_index.forget(self)
        return super().delete(*args, **kwargs)

    def as_printed(self) -> dict[str, Any]:
        """Name, address and portrait as plain values: what stands beside a text or in a list of people."""
        return {
            "id": self.pk,
            "name": self.name,
            "url": self.get_absolute_url(),
            "role": self.role,
            "affiliation": self.affiliation,
            "initials": self.initials,
            "hue": self.hue,
            "is_institution": self.is_institution,
            "portrait": picture_dict(self.portrait.picture("portrait")) if self.portrait else None,
        }

    @property
    def bio_shown(self) -> SafeString:
        # Cleaned by save(), which is the only way in.
        return mark_safe(self.bio)

    @property
    def languages_shown(self) -> list[str]:
        """Codes as names in the language being spoken; another word as it stands."""
        return [gettext(str(LANG_INFO.get(each, {}).get("name", each))) for each in self.languages]

    @property
    def filed_under(self) -> str:
        """Where the list of people has it: an institution by its name, somebody by the family name."""
        words = self.name.split()
        return sort_key(self.sort_name or (self.name if self.is_institution else words[-1] if words else ""))

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        """Which of the six monogram colours is theirs."""
        return (self.pk or 0) % 6 + 1

    @property
    def orcid_url(self) -> str:
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


def orcid_of(text: str) -> str:
    """The sixteen characters of an ORCID, given bare or as an address; '' for none. Raises ValidationError."""
    if not text.strip():
        return ""
    match = ORCID.match(text.strip())
    orcid = match[1].upper() if match else ""
    if not orcid or not orcid_is_valid(orcid):
        raise ValidationError(
            {"orcid": _("This is no ORCID: check the sixteen characters, such as 0000-0002-1825-0097.")}
        )
    return orcid


def is_list_of(values: Any, kind: type) -> bool:
    return isinstance(values, list) and all(isinstance(value, kind) for value in values)


def link_is_sound(link: dict[str, Any]) -> bool:
    """Whether it has a label and an address that a page may print: never `javascript:`."""
    label, url = link.get("label"), link.get("url")
    return isinstance(label, str) and isinstance(url, str) and bool(label) and safe_link(url) == url


class Byline(models.Model):
    """A person's name over an article, with the affiliation as it was that day."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    person = models.ForeignKey(Person, models.PROTECT, related_name="bylines", verbose_name=_("person"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    role = models.CharField(_("role that day"), max_length=160, blank=True)
    affiliation = models.CharField(_("affiliation that day"), max_length=200, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="one_byline_each")]

    def __str__(self) -> str:
        return str(self.person)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What the person is on the day of the first save stays, whatever they become later."""
        if self._state.adding:
            self.affiliation = self.affiliation or self.person.affiliation
            self.role = self.role or self.person.role
        super().save(*args, **kwargs)

    def join(self, other: "Byline") -> None:
        """Of two that are one person's now, at the earlier place, with what either says of that day."""
        self.order = min(self.order, other.order)
        self.role, self.affiliation = self.role or other.role, self.affiliation or other.affiliation
        self.save(update_fields=["order", "role", "affiliation"])
