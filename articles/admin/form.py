"""The article's form: it begins with the edit that waits, and what it sends becomes a snapshot."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField

from articles.models import Article, Tag, snapshot
from articles.rights import may_see
from geopolist.addresses.models import Address
from geopolist.revisions.models import Seen

from .bylines import BylinesField
from .publication import PublicationForm

LISTS = ("categories", "countries")
# Fields whose values are kept with the snapshot's other names.
NAMES = {"primary_category": "primary_category_id", "cover": "cover_id", "series": "series_id"}
# Fields that are the form's alone.
OWN = ("seen", "draft_key", "translation_of", "withdrawal_notice")
INSTANTS = (*snapshot.INSTANTS, "publish_at")


class Topics(TagField):
    def has_changed(self, initial: Any, data: Any) -> bool:
        """What was typed and is no list of topics is text."""
        return bool(initial != data if isinstance(initial, str) else super().has_changed(initial, data))


class ArticleForm(PublicationForm):
    bylines = BylinesField(
        label=_("bylines"),
        required=False,
        help_text=_("In this order. Role and affiliation stay as they were that day; empty: the person's own."),
    )
    # What makes one article of a new form, however often it is sent.
    draft_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    translation_of = forms.CharField(
        label=_("translation of"), required=False, help_text=_("The address of the article in the other language.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields: ClassVar[list[str]] = [
            "title", "standfirst", "body", "primary_category", "categories", "tags", "countries", "series",
            "series_position", "cover", "kind", "format", "live_until", "language", "sources", "sponsor",
            "sponsor_url", "slug", "seo_title", "seo_description", "canonical_url", "noindex", "front_rank",
            "is_pinned", "comments_open", "comments_close_after", "without_spots", "ends_at", "withdrawal_notice",
        ]  # fmt: skip
        field_classes: ClassVar[dict[str, Any]] = {"tags": Topics}

    # Who fills it in.
    writer: ClassVar[Any] = None
    # The edit that the form begins with; None for the row as it is.
    edit: ClassVar[dict[str, Any] | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance
        if article.pk:
            begins = article.snapshot() | (self.edit or {})
            self.initial.update(initial_of(begins), seen=str(Seen.of(article)), translation_of=sibling_of(article))

    @property
    def seen_state(self) -> Seen:
        return Seen.parse(self.data.get("seen", ""))

    def clean_translation_of(self) -> str:
        """The translation group of the article at this address, as text; its own where nothing is given."""
        given = self.cleaned_data["translation_of"].strip()
        if given == self.initial.get("translation_of", ""):
            key = None if self.instance.pk else self.cleaned_data.get("draft_key")
            return str(key or self.instance.translation_group)
        if not given:
            return str(uuid4())
        other = article_at(given)
        if other is None or not (other.is_published or may_see(self.writer, other)):
            raise forms.ValidationError(_("There is no article at this address: copy it from the article's page."))
        return str(other.translation_group)

    def as_snapshot(self) -> dict[str, Any]:
        """What was sent, as a snapshot. What is no value of its field is kept as it was typed, under `typed`."""
        cleaned, data = self.cleaned_data, {}
        for name in self.fields:
            if name in cleaned and name not in OWN:
                data[NAMES.get(name, name)] = plain(name, cleaned[name])
        if "translation_of" in cleaned:
            data["translation_group"] = cleaned["translation_of"]
        changed = self.changed_data
        if "title" in changed and "slug" in data and "slug" not in changed and not self.instance.has_been_public:
            # It follows the title until somebody writes another or readers have it.
            data["slug"] = ""
        if typed := {name: self[name].data for name in self.errors if name in self.fields and name != "seen"}:
            data["typed"] = typed
        return data


def plain(name: str, value: Any) -> Any:
    if name in NAMES:
        return value.pk if value else None
    if name in INSTANTS:
        return value.isoformat() if value else None
    if name in LISTS:
        return sorted(each.pk for each in value)
    if name == "tags":
        return known_tags(value)
    return value


def known_tags(words: list[str]) -> list[int | str]:
    """Keys of topics that are there, the words of new ones."""
    tags = [(word, Tag.objects.named(word)) for word in words]
    return [tag.pk if tag else word for word, tag in tags]


def initial_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the form's fields begin with. Anything that is no value of a field is shown as it is."""
    keys = {name: NAMES.get(name, name) for name in ArticleForm.base_fields}
    initial = {name: data[key] for name, key in keys.items() if key in data}
    for name in INSTANTS:
        if isinstance(data.get(name), str):
            initial[name] = snapshot.instant(name, data[name])
    named = data.get("tags") or []
    tags = Tag.objects.in_bulk([tag for tag in named if isinstance(tag, int)])
    initial["tags"] = [
        tags[tag] if tag in tags else Tag(name=tag) for tag in named if tag in tags or isinstance(tag, str)
    ]
    return initial | (data.get("typed") or {})


def sibling_of(article: Article) -> str:
    """The address of another article of its translation group; '' where there is none."""
    other = Article.objects.translations_of(article).first()
    return other.get_absolute_url() if other else ""


def article_at(address: str) -> Article | None:
    """The article that is or will be at an address of this site."""
    path = address.split("://", 1)[-1].partition("/")[2] if "://" in address else address
    key = path.strip("/").split("?")[0]
    row = Address.objects.look_up(key)
    target = row.target if row else Article.objects.by_slug(key)
    return target if isinstance(target, Article) else None
