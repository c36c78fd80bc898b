"""Who writes. A byline needs no login."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.querysets import PersonQuerySet
from geopolist.addresses.models import Address
from geopolist.addresses.paths import last_segment
from geopolist.lib.html import clean_simple, plain_text
from geopolist.lib.text import initials, slugify
from geopolist.search import index as search_index

from .filing import refile_on_commit

ORCID = re.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\Z")


def orcid_is_valid(orcid: str) -> bool:
    """Whether the last character of `0000-0000-0000-000X` is right (ISO 7064 MOD 11-2, as ORCID prescribes)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))


class Person(models.Model):
    """Somebody, or an institution, under whose name articles appear."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.CharField(_("slug"), max_length=200, unique=True, blank=True)
    is_institution = models.BooleanField(_("an institution"), default=False)
    role = models.CharField(_("role"), max_length=160, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    bio = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey("library.Image", models.SET_NULL, null=True, blank=True, verbose_name=_("portrait"))
    expertise = models.JSONField(_("fields of expertise"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    orcid = models.CharField("ORCID", max_length=40, blank=True, help_text="0000-0002-1825-0097")
    links = models.JSONField(_("links"), default=list, blank=True, help_text=_('A list of {"label": …, "url": …}.'))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("login")
    )
    is_listed = models.BooleanField(_("in the list of people"), default=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["name"], name="person_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/author/{self.slug}/"

    def clean(self) -> None:
        match = ORCID.match(self.orcid.strip())
        if self.orcid and not (match and orcid_is_valid(match[1])):
            raise ValidationError({"orcid": _("This is no ORCID: check the sixteen characters, such as 0000-0002-1825-0097.")})
        self.orcid = match[1] if match else ""

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.bio = clean_simple(self.bio)
        self.slug = slugify(self.slug or self.name) or "person"
        self.slug = last_segment(Address.objects.free(self.get_absolute_url(), self, is_own_route=True))
        is_new = self.pk is None
        super().save(*args, **kwargs)
        Address.objects.claim(self, self.get_absolute_url(), is_own_route=True)
        self.index()
        if not is_new:
            refile_on_commit("person", self.pk)

    def index(self) -> None:
        """Somebody with a page can be found by name, role and expertise."""
        search_index.store(
            self,
            kind="person",
            language="",
            title=self.name,
            standfirst=", ".join(filter(None, [self.role, self.affiliation])),
            names=self.name,
            body=" ".join([plain_text(self.bio), *self.expertise]),
        )

    @property
    def bio_shown(self) -> SafeString:
        # Cleaned by save(), which is the only way in.
        return mark_safe(self.bio)

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
