"""The site's identity as templates see it: `site`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from .models import SiteIdentity


@dataclass(frozen=True)
class Language:
    code: str
    dir: str
    native_name: str
    url: str = ""


@dataclass(frozen=True)
class Link:
    """A line of a menu in the page's language."""

    label: str
    url: str
    children: list["Link"]
    is_current: bool
    is_ancestor: bool


class Chrome:
    """What surrounds every page, in the language that is active when it is first used. Costs one query."""

    def __init__(self, request: HttpRequest | None) -> None:
        self.path = request.path if request else "/"

    @cached_property
    def identity(self) -> SiteIdentity:
        return SiteIdentity.objects.current()

    @cached_property
    def language(self) -> Language:
        return described(translation.get_language() or settings.LANGUAGE_CODE)

    def __getattr__(self, name: str) -> Any:
        if name in ("name", "tagline", "organisation", "description", "footer_text", "copyright", "notice_text"):
            return self.identity.text(name, self.language.code)
        raise AttributeError(name)

    @property
    def contact_email(self) -> str:
        return self.identity.contact_email

    @property
    def words_per_minute(self) -> int:
        return self.identity.words_per_minute

    @property
    def is_demo(self) -> bool:
        return self.identity.is_demo

    @property
    def url(self) -> str:
        """The site's own address, no slash at the end."""
        return settings.SITE_URL

    @property
    def home_url(self) -> str:
        return home_url(self.language.code)

    @cached_property
    def languages(self) -> list[Language]:
        return [described(code) for code in self.identity.enabled_languages]

    @cached_property
    def menus(self) -> dict[str, list[Link]]:
        return {name: [self.link(item) for item in items] for name, items in self.identity.prepared.get("menus", {}).items()}

    @property
    def social(self) -> list[dict[str, str]]:
        return self.identity.prepared.get("social", [])

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def year(self) -> int:
        return self.today.year

    def link(self, item: dict[str, Any]) -> Link:
        children = [self.link(child) for child in item["children"]]
        below = any(child.is_current or child.is_ancestor for child in children)
        is_prefix = len(item["url"]) > 1 and self.path.startswith(item["url"])
        return Link(
            label=item["labels"].get(self.language.code) or item["label"],
            url=item["url"],
            children=children,
            is_current=self.path == item["url"],
            is_ancestor=self.path != item["url"] and (below or is_prefix),
        )


def described(code: str) -> Language:
    info = get_language_info(code)
    return Language(code, "rtl" if info["bidi"] else "ltr", info["name_local"], home_url(code))


def home_url(code: str) -> str:
    """The front page in a language: `/` for the default one, `/tr/` for another."""
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def site(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor."""
    return {"site": chrome(request)}


def chrome(request: HttpRequest) -> Chrome:
    """The request's one Chrome, so that a view and its template share the query."""
    if not hasattr(request, "chrome"):
        request.chrome = Chrome(request)  # type: ignore[attr-defined]
    return request.chrome  # type: ignore[attr-defined, no-any-return]
