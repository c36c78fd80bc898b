"""Documents that readers open or keep: papers, recordings, tables."""

from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geopolist.lib import ids
from geopolist.lib.picture import FileFacts
from geopolist.library import documents, store
from geopolist.library.documents.check import Upload
from geopolist.library.models.kept import Kept
from geopolist.library.models.use import Use, is_used_in_public
from geopolist.library.querysets import DocumentQuerySet

type Given = Upload | documents.Checked


class Document(Kept):
    """A document at an address that never changes, kept privately and served only while something public uses it."""

    use_kind = Use.Kind.DOCUMENT
    shown_fields = frozenset({"title", "language", "credit", "size", "pages"})

    public_id = models.CharField(_("id"), max_length=12, unique=True, default=ids.public_id, editable=False)
    # The last part of the address: what a reader's own copy is called. It stays when the file is replaced.
    name = models.CharField(_("file name"), max_length=100, editable=False)
    title = models.CharField(_("title"), max_length=250)
    language = models.CharField(_("language"), max_length=12, blank=True, help_text=_("A code such as en or tr."))
    credit = models.CharField(_("credit"), max_length=250, blank=True)
    file = models.FileField(storage=store.private, max_length=120, editable=False)
    extension = models.CharField(_("kind"), max_length=8, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    source_url = models.URLField(_("came from"), max_length=2000, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    # Since when the file is that of today.
    filed_at = models.DateTimeField(editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def upload(cls, file: Given, *, by: Any = None, name: str = "", **fields: Any) -> Self:
        """Take in a document: check it and keep it privately. Without a title it gets its file's name.

        `file` is an upload, bytes with a `name`, a path, or what `documents.check` gave. `by` is the user, None for an
        import. Raises ValidationError with a sentence that says what to do.
        """
        document = cls(**fields)
        document.take(file, by=by, name=name)
        return document

    def replace(self, file: Given, *, by: Any = None, name: str = "") -> None:
        """Put another file of the same kind at the same address. The same errors as `upload`."""
        self.take(file, by=by, name=name or str(getattr(file, "name", "") or "") or self.name)

    def take(self, file: Given, *, by: Any = None, name: str = "") -> None:
        """Make this file the document's, and save the document."""
        checked = file if isinstance(file, documents.Checked) else documents.check(file, name=name)
        if self.extension:
            checked.check_replaces(self.extension)
        self.name = self.name or checked.name
        self.title = self.title or checked.name.rsplit(".", 1)[0].replace("-", " ")
        self.extension, self.size, self.sha256 = checked.extension, checked.size, checked.sha256
        self.pages, self.uploaded_by, self.filed_at = checked.pages, by, timezone.now()
        self.file.save(
            f"{store.DOCUMENTS}/{self.public_id}/{checked.sha256[:16]}.{checked.extension}", checked.file, save=False
        )
        if isinstance(file, Path):
            checked.file.close()
        self.save()

    @property
    def kind(self) -> documents.Kind:
        return documents.KINDS[self.extension]

    @property
    def media_type(self) -> str:
        """From our own table, whatever the uploader said."""
        return self.kind.media_type

    @property
    def is_public(self) -> bool:
        """Whether something that readers can see uses it."""
        return is_used_in_public(self.use_kind, self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("files:document", args=[self.public_id, self.name])

    def facts(self) -> FileFacts:
        """What a page says of this document. No query."""
        return FileFacts(
            url=self.get_absolute_url(),
            title=self.title,
            kind=self.kind.word,
            size=self.size,
            media_type=self.media_type.split(";")[0],
            pages=self.pages,
            language=self.language,
        )
