"""The forms of articles and pages: they begin with the edit that waits, and what they send becomes a snapshot."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edited, snapshot
from geopolist.revisions.models import Seen

# Fields that say nothing of the text.
OWN = frozenset({"seen", "draft_key", "withdrawal_notice"})


class EditedForm(forms.ModelForm[Any]):
    """With the instant at which readers are to have it, and with what its writer had before them."""

    publish_at = forms.SplitDateTimeField(
        label=_("publish at"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("Readers have it from this instant. Empty: the state stays as it is."),
    )
    # What makes one draft of a new form, however often it is sent.
    draft_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    # Fields whose values are kept with the snapshot's other names.
    names: ClassVar[dict[str, str]] = {}
    own: ClassVar[frozenset[str]] = OWN

    # Who fills it in.
    writer: ClassVar[Any] = None
    # The edit that the form begins with; None for the row as it is.
    edit: ClassVar[dict[str, Any] | None] = None
    # Why nothing of it can be saved, whatever it says.
    refusal: ClassVar[Any] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Edited = self.instance
        if row.pk:
            self.initial.update(self.initial_of(row.snapshot() | (self.edit or {})), seen=str(Seen.of(row)))

    @property
    def seen_state(self) -> Seen:
        return Seen.parse(self.data.get("seen", ""))

    @classmethod
    def name_in_snapshot(cls, name: str) -> str:
        return cls.names.get(name, name)

    @classmethod
    def initial_of(cls, data: dict[str, Any]) -> dict[str, Any]:
        """What the form's fields begin with. Anything that is no value of a field is shown as it is."""
        keys = {name: cls.name_in_snapshot(name) for name in cls.base_fields}
        initial = {name: data[key] for name, key in keys.items() if key in data}
        for name in cls.instants():
            if isinstance(data.get(name), str):
                initial[name] = snapshot.instant(name, data[name])
        return initial | (data.get("typed") or {})

    @classmethod
    def instants(cls) -> tuple[str, ...]:
        return (*cls._meta.model.written_instants, "publish_at")

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            raise ValidationError(self.refusal)
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("publish_at"), cleaned.get("ends_at")
        if begins and ends and ends <= max(begins, timezone.now()):
            raise ValidationError({"ends_at": _("It would end before it begins: choose a later time.")})
        return cleaned

    def _post_clean(self) -> None:
        """The model holds the end against the beginning that is stored, unless a new one comes with it."""
        stored = self.instance.published_at
        if self.cleaned_data.get("publish_at"):
            self.instance.published_at = None
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, which its types leave out
        self.instance.published_at = stored

    def as_snapshot(self) -> dict[str, Any]:
        """What was sent, as a snapshot. What is no value of its field is kept as it was typed, under `typed`."""
        cleaned = self.cleaned_data
        names = [name for name in self.fields if name in cleaned and name not in self.own]
        data = {self.name_in_snapshot(name): self.plain(name, cleaned[name]) for name in names}
        changed = self.changed_data
        if "title" in changed and "slug" in data and "slug" not in changed and not self.instance.has_been_public:
            # It follows the title until somebody writes another or readers have it.
            data["slug"] = ""
        if typed := {name: self[name].data for name in self.errors if name in self.fields and name != "seen"}:
            data["typed"] = typed
        return data

    def plain(self, name: str, value: Any) -> Any:
        """A field's value as JSON can hold it."""
        if name in self.names:
            return value.pk if value else None
        if name in self.instants():
            return value.isoformat() if value else None
        return value
