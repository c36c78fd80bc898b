"""The article's form, with its relations."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField

from articles.models import Article, Tag
from articles.rights import may_see
from geopolist.addresses.models import Address

from .bylines import BylinesField
from .form import EditedForm

LISTS = ("categories", "countries")


class Topics(TagField):
    def has_changed(self, initial: Any, data: Any) -> bool:
        """What was typed and is no list of topics is text."""
        return bool(initial != data if isinstance(initial, str) else super().has_changed(initial, data))


class ArticleForm(EditedForm):
    bylines = BylinesField(
        label=_("bylines"),
        required=False,
        help_text=_("In this order. Role and affiliation stay as they were that day; empty: the person's own."),
    )
    translation_of = forms.CharField(
        label=_("translation of"), required=False, help_text=_("The address of the article in the other language.")
    )

    names: ClassVar[dict[str, str]] = {
        "primary_category": "primary_category_id", "cover": "cover_id", "series": "series_id",
    }  # fmt: skip
    own = EditedForm.own | {"translation_of"}

    class Meta:
        model = Article
        fields: ClassVar[list[str]] = [
            "title", "standfirst", "body", "primary_category", "categories", "tags", "countries", "series",
            "series_position", "cover", "kind", "format", "live_until", "language", "sources", "sponsor",
            "sponsor_url", "slug", "seo_title", "seo_description", "canonical_url", "noindex", "front_rank",
            "is_pinned", "comments_open", "comments_close_after", "without_spots", "ends_at", "withdrawal_notice",
        ]  # fmt: skip
        field_classes: ClassVar[dict[str, Any]] = {"tags": Topics}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["translation_of"] = sibling_of(self.instance)

    @classmethod
    def initial_of(cls, data: dict[str, Any]) -> dict[str, Any]:
        initial, named = super().initial_of(data), data.get("tags") or []
        if "tags" in (data.get("typed") or {}):
            return initial
        tags = Tag.objects.in_bulk([tag for tag in named if isinstance(tag, int)])
        rows = [tags[tag] if tag in tags else Tag(name=tag) for tag in named if tag in tags or isinstance(tag, str)]
        return initial | {"tags": rows}

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
        data = super().as_snapshot()
        if "translation_of" in self.cleaned_data:
            data["translation_group"] = self.cleaned_data["translation_of"]
        return data

    def plain(self, name: str, value: Any) -> Any:
        if name in LISTS:
            return sorted(each.pk for each in value)
        return known_tags(value) if name == "tags" else super().plain(name, value)


def known_tags(words: list[str]) -> list[int | str]:
    """Keys of topics that are there, the words of new ones."""
    tags = [(word, Tag.objects.named(word)) for word in words]
    return [tag.pk if tag else word for word, tag in tags]


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
