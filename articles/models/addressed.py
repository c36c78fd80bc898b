"""What lives at an address of its own: saving finds the nearest free one, and the old one leads there for ever."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from geopolist.addresses import reserved
from geopolist.addresses.models import Address
from geopolist.addresses.paths import last_segment
from geopolist.identity.models import menus_follow
from geopolist.identity.models import refresh as refresh_menus
from geopolist.lib.links import in_language
from geopolist.lib.text import one_line, slugify
from geopolist.library.models import record_uses

# With room in the column for the number of a second one of the same name.
LONGEST_SLUG = 180


class Addressed(models.Model):
    """Mixed into what has a name and a `slug`. A name that is taken gets `-2`; nobody is asked to find another."""

    # What stands before the slug; empty for what lives at the root.
    route: ClassVar[str] = ""
    named_by: ClassVar[str] = "name"
    # The field of its picture, if it has one.
    picture: ClassVar[str] = ""
    # Fields that other pages print, among them those of the address.
    printed: ClassVar[tuple[str, ...]] = ("slug",)
    # The fields that hold its address: what is chosen is stored, whatever else is saved.
    address_fields: ClassVar[tuple[str, ...]] = ("slug",)
    # Those of them that menus print and articles do not.
    printed_in_menus: ClassVar[tuple[str, ...]] = ("description",)
    # Whether `/tr/…` may stand in front: a list has an address for each language.
    has_languages: ClassVar[bool] = False

    slug: str

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with slug, address, uses and menus in step. Raises ValidationError where the object cannot be so."""
        setattr(self, self.named_by, one_line(getattr(self, self.named_by)))
        self.choose_address()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.address_fields}
        before = self.stored()
        super().save(*args, **kwargs)
        if self.has_address:
            Address.objects.claim(self, self.get_absolute_url(), is_own_route=bool(self.route))
        self.record_uses()
        if before is not None and before != {name: getattr(self, name) for name in self.printed}:
            self.changed(before)

    def get_absolute_url(self) -> str:
        return f"/{self.route}{self.slug}/"

    @property
    def has_address(self) -> bool:
        """Whether saving claims the address; a draft's is only chosen."""
        return True

    @property
    def url(self) -> str:
        """Where it lives in the language being spoken."""
        language = translation.get_language() or settings.LANGUAGE_CODE
        return in_language(self.get_absolute_url(), language) if self.has_languages else self.get_absolute_url()

    def choose_address(self) -> None:
        """Make `slug` the nearest one whose address is free."""
        self.slug = self.wanted_slug
        self.slug = last_segment(self.free_address())

    @property
    def wanted_slug(self) -> str:
        """The slug as typed, else from the name; the kind of thing where that has neither letter nor digit."""
        typed, name = slugify(self.slug, limit=LONGEST_SLUG), slugify(getattr(self, self.named_by))
        slug = typed or name or str(self._meta.model_name)
        # `feed` and its like mean something after every address: `/tag/feed/` would be the feed of all tags.
        return f"{slug}-2" if reserved.is_suffix(slug) else slug

    def free_address(self) -> str:
        return Address.objects.free(self.get_absolute_url(), self, is_own_route=bool(self.route))

    def stored(self) -> dict[str, Any] | None:
        """What others print of it, as the database has it; None for a new one."""
        return type(self)._base_manager.filter(pk=self.pk).values(*self.printed).first() if self.pk else None

    def changed(self, before: dict[str, Any]) -> None:
        """Called in the transaction of a save that changed what others print."""
        menus_follow(self)

    def is_renamed(self, before: dict[str, Any]) -> bool:
        """Whether what articles print of it is another than it was."""
        return any(was != getattr(self, name) for name, was in before.items() if name not in self.printed_in_menus)

    def record_uses(self) -> None:
        """Note which picture it shows, for "where used"."""
        if self.picture:
            picture = getattr(self, self.picture)
            record_uses(self, [("image", picture.public_id)] if picture else [])

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it and what was kept of it. The address of what readers had stays: it answers 410, given to nobody."""
        record_uses(self, [])
        outcome = super().delete(*args, **kwargs)
        refresh_menus()
        return outcome
