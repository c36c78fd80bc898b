"""What has a body: the source as written, cleaned on the way in, and what readers get, made once on save."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from geopolist.lib.body import BodyError, Media, Needs, clean, needs, render
from geopolist.library.models import Document, Image, Reference, record_uses

SITE_HOST = urlsplit(settings.SITE_URL).hostname or ""


def media_for(wanted: Needs) -> Media:
    """The pictures, documents and references that a body names, ready to print. At most three queries."""
    images = list(Image.objects.filter(public_id__in=wanted.images)) if wanted.images else []
    documents = list(Document.objects.filter(public_id__in=wanted.documents)) if wanted.documents else []
    references = list(Reference.objects.filter(public_id__in=wanted.references)) if wanted.references else []
    return Media(
        images={image.public_id: image.picture("whole") for image in images},
        large={image.public_id: image.picture("whole").src for image in images},
        documents={each.public_id: each.facts() for each in documents},
        references={each.public_id: (each.text, each.url) for each in references},
    )


class WithBody(models.Model):
    """Mixed into articles and pages. `language` is the subclass's."""

    body = models.TextField(_("body"), blank=True)
    rendered = models.TextField(editable=False, blank=True)
    contents = models.JSONField(editable=False, default=list)
    text = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField(_("words"), editable=False, default=0)
    # The body that `rendered` was last made of, until it is saved: whoever drew it beforehand pays once.
    _drawn: str | None = None
    # As a WordPress export held it, for a later and better conversion. Shown to nobody.
    imported_source = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean and render the body unless `update_fields` leaves it out. Raises BodyError."""
        fields = kwargs.get("update_fields")
        if fields is None or "body" in fields:
            if self._drawn != self.body:
                self.render_body()
            self._drawn = None
            if fields is not None:
                kwargs["update_fields"] = {*fields, "rendered", "contents", "text", "word_count"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            clean(self.body)
        except BodyError as error:
            raise ValidationError({"body": str(error)}) from error

    def render_body(self) -> None:
        """Make everything that follows from `body`. Saves nothing."""
        self.body = clean(self.body)
        shown = render(
            self.body,
            media_for(self.needs),
            language=self.language,  # type: ignore[attr-defined]
            site_host=SITE_HOST,
        )
        self.rendered, self.contents, self.text, self.word_count = shown.html, shown.contents, shown.text, shown.words
        self._drawn = self.body

    def draw(self) -> None:
        """The same of what may be half written; a body that cannot be drawn is left out."""
        try:
            self.render_body()
        except BodyError:
            self.body = ""
            self.render_body()

    def take_drawing(self, other: "WithBody") -> None:
        """What was drawn of the same body beforehand, outside of a transaction in which nobody else could write."""
        if other._drawn is not None and other._drawn == self.body:
            self.rendered, self.contents, self.text = other.rendered, other.contents, other.text
            self.word_count, self._drawn = other.word_count, other._drawn

    def render_again(self) -> None:
        """What a change of an image or document causes: the same body, printed anew."""
        self.render_body()
        type(self)._base_manager.filter(pk=self.pk).update(
            rendered=self.rendered, contents=self.contents, text=self.text
        )

    @property
    def needs(self) -> Needs:
        return needs(self.body, site_host=SITE_HOST)

    def record_uses(self) -> None:
        """Note what the body and the cover show and where the links lead, for "where used" and dead links."""
        wanted = self.needs
        record_uses(
            self,
            [
                *(("image", key) for key in wanted.images),
                *(("document", key) for key in wanted.documents),
                *(("reference", key) for key in wanted.references),
                *(("link", path) for path in wanted.links),
                *(("image", cover.public_id) for cover in [self.cover] if cover),  # type: ignore[attr-defined]
            ],
        )

    @property
    def shown(self) -> SafeString:
        # Made by render(), whose last step is the sanitiser.
        return mark_safe(self.rendered)
