"""Pictures: an original that stays private, and the renditions that readers get."""

import hashlib
from functools import partial
from typing import Any, Self

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geopolist.lib import ids
from geopolist.lib.picture import Picture, Source
from geopolist.lib.surrogate import Keyed, changed
from geopolist.library import intake, renditions, store, tasks
from geopolist.library.models.kept import Kept
from geopolist.library.models.use import Use
from geopolist.library.querysets import ImageQuerySet

_SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class Image(Keyed, Kept):
    """A picture. It has an alternative text, or is decorative, or – imported – lacks one, which the desk lists.

    `width` and `height` are those of the upright original in pixels. The focal point is given as shares of them, from
    the top left. `formats` are those in which every rendition exists.
    """

    class Licence(models.TextChoices):
        OWN = "own", _("own work")
        BOUGHT = "bought", _("bought or by agreement")
        PUBLIC_DOMAIN = "pd", _("public domain")
        CC0 = "cc0", _("CC0")
        CC_BY = "cc-by", _("CC BY")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA")
        CC_BY_ND = "cc-by-nd", _("CC BY-ND")
        CC_BY_NC = "cc-by-nc", _("CC BY-NC")
        CC_BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA")
        CC_BY_NC_ND = "cc-by-nc-nd", _("CC BY-NC-ND")
        PRESS = "press", _("press picture")
        OTHER = "other", _("other, see the terms")

    use_kind = Use.Kind.IMAGE
    shown_fields = frozenset(
        {"alt", "decorative", "caption", "credit", "sha256", "width", "height", "focal_x", "focal_y", "formats"}
    )

    public_id = models.CharField(_("id"), max_length=12, unique=True, default=ids.public_id, editable=False)
    # The folder of its files. Nobody can guess it, so pictures of drafts stay unseen though their storage is public.
    key = models.CharField(max_length=26, unique=True, default=ids.secret_key, editable=False)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    original = models.FileField(storage=store.private, max_length=120, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    bytes = models.PositiveBigIntegerField(_("size"), editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    formats = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it. Leave out “picture of”."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It tells nothing that the text does not: screen readers pass over it."),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=250, blank=True, help_text=_("Photographer, agency."))
    licence = models.CharField(_("licence"), max_length=12, choices=Licence, blank=True)
    licence_text = models.TextField(_("terms"), blank=True, help_text=_("Contract, address, conditions."))
    licence_ends = models.DateField(_("licence ends"), null=True, blank=True)
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=_SHARE, help_text=_("0 is the left edge, 1 the right.")
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=_SHARE, help_text=_("0 is the top, 1 the bottom.")
    )
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
    # Since when the files are those of today: what was shown before may still be on stored pages.
    drawn_at = models.DateTimeField(editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="library_image_focus_inside"
            ),
            models.CheckConstraint(condition=models.Q(width__gte=1, height__gte=1), name="library_image_has_size"),
        ]

    def __str__(self) -> str:
        return self.name or self.public_id

    @classmethod
    def upload(
        cls, file: intake.Upload | intake.Incoming, *, by: Any = None, any_extension: bool = False, **fields: Any
    ) -> Self:
        """Take in a picture: check it, keep the original privately, draw the JPEG renditions, have the worker draw the
        better formats.

        `file` is an upload, bytes, a path, or what `intake.read` gave; `name` among the fields is its declared name.
        `by` is the user, None for an import. Raises ValidationError with a sentence that says what to do.
        """
        image = cls(**fields)
        image.take(file, by=by, any_extension=any_extension)
        return image

    @classmethod
    def find_same(cls, content: intake.Content) -> "Image | None":
        """The oldest picture made of exactly these bytes."""
        return cls.objects.made_of(hashlib.sha256(content).hexdigest()).first()

    def take(self, file: intake.Upload | intake.Incoming, *, by: Any = None, any_extension: bool = False) -> None:
        """Make this file the picture's, and save the picture. The same errors as `upload`."""
        picture = file
        if not isinstance(picture, intake.Incoming):
            picture = intake.read(picture, name=self.name if self._state.adding else "", any_extension=any_extension)
        self.name = picture.name[-200:] or self.name
        self.width, self.height = picture.width, picture.height
        self.bytes, self.sha256 = len(picture.content), picture.sha256
        self.uploaded_by = by
        original = f"{store.ORIGINALS}/{self.key}/{picture.sha256[:16]}.{picture.extension}"
        self.original.save(original, ContentFile(picture.content), save=False)
        self._draw(picture)

    def replace(self, file: intake.Upload | intake.Incoming, *, by: Any = None) -> None:
        """Show another file wherever this picture is used. What describes it stays."""
        self.take(file, by=by)

    def draw_again(self) -> None:
        """Make the renditions anew from the original, around the focal point as it is now, and save."""
        self._draw(self._read_original())

    def focus_on(self, x: float, y: float) -> None:
        """Crop around another point, given as shares of width and height, and save that alone.

        Nothing is drawn where the point is already. Raises ValueError for a point outside of the picture.
        """
        if not (0 <= x <= 1 and 0 <= y <= 1):
            raise ValueError(f"({x}, {y}) is outside of the picture")
        while (self.focal_x, self.focal_y) != (x, y):
            self.focal_x, self.focal_y = x, y
            self._make(self._read_original(), ("jpg",))
            if not self._save_focus():
                # Another file was put in its place meanwhile: of that one nothing is drawn around this point.
                self.refresh_from_db()

    def make_later_formats(self) -> None:
        """Draw the formats that cost time, then offer them to readers. Safe to repeat."""
        if set(self.formats) >= set(renditions.LATER_FORMATS):
            return
        self._make(self._read_original(), renditions.LATER_FORMATS)
        self.formats = ["jpg", *renditions.LATER_FORMATS]
        # Nothing to offer if the file or the crop was changed meanwhile: that change has queued a task of its own.
        same = type(self)._default_manager.filter(
            pk=self.pk, sha256=self.sha256, focal_x=self.focal_x, focal_y=self.focal_y
        )
        with transaction.atomic():
            if same.update(formats=self.formats):
                changed(self.surrogate_key)
                self.tell_users()

    def picture(self, ratio: str) -> Picture:
        """The picture in one of the shapes of `renditions.RATIOS`, ready to print. No query.

        `src` is the largest JPEG. Raises KeyError for another shape.
        """
        shape = renditions.RATIOS[ratio]
        sizes = shape.sizes(self.width, self.height)
        later = () if shape.jpeg_only else renditions.LATER_FORMATS
        width, height = sizes[-1]
        return Picture(
            src=self._url(ratio, width, "jpg"),
            srcset=self._srcset(ratio, sizes, "jpg"),
            width=width,
            height=height,
            alt="" if self.decorative else self.alt,
            sources=tuple(
                Source(renditions.MEDIA_TYPES[extension], self._srcset(ratio, sizes, extension))
                for extension in later
                if extension in self.formats
            ),
            caption=self.caption,
            credit=self.credit,
            decorative=self.decorative,
        )

    def _save_focus(self) -> bool:
        """Whether the row still has the file that was drawn."""
        self.formats, self.drawn_at = ["jpg"], timezone.now()
        same = type(self)._default_manager.filter(pk=self.pk, sha256=self.sha256)
        names = ("focal_x", "focal_y", "formats", "drawn_at")
        with transaction.atomic():
            if not same.update(**{name: getattr(self, name) for name in names}):
                return False
            changed(self._meta.label_lower, self.surrogate_key)
            self.tell_users()
            transaction.on_commit(partial(tasks.make_later_formats.enqueue, self.pk))
        return True

    @property
    def has_ended_licence(self) -> bool:
        """It is good to the end of its last day, as `with_ended_licence` counts."""
        return self.licence_ends is not None and self.licence_ends < timezone.localdate()

    @property
    def crop_key(self) -> str:
        return renditions.crop_key(self.sha256, self.focal_x, self.focal_y)

    def _url(self, ratio: str, width: int, extension: str) -> str:
        return default_storage.url(renditions.name(self.key, self.crop_key, ratio, width, extension))

    def _srcset(self, ratio: str, sizes: list[renditions.Size], extension: str) -> str:
        return ", ".join(f"{self._url(ratio, width, extension)} {width}w" for width, _height in sizes)

    def _read_original(self) -> intake.Incoming:
        with self.original.open("rb") as file:
            return intake.read(file.read(), any_extension=True)

    def _draw(self, picture: intake.Incoming) -> None:
        """Make the JPEG renditions, then save: a page never names a file that is not there."""
        self._make(picture, ("jpg",))
        self.formats = ["jpg"]
        self.drawn_at = timezone.now()
        with transaction.atomic():
            self.save()
            transaction.on_commit(partial(tasks.make_later_formats.enqueue, self.pk))

    def _make(self, picture: intake.Incoming, formats: tuple[str, ...]) -> None:
        focus = (self.focal_x, self.focal_y)
        store.make_renditions(picture, key=self.key, crop=self.crop_key, focus=focus, formats=formats)
