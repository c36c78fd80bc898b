"""The site's identity as templates see it: `site`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from geopolist.lib.links import asking, home_url, in_language, split

from .menus import Prepared, is_list_of_ours, is_page_of_ours, is_shown
from .models import SPOKEN, TRANSLATED, SiteIdentity


@dataclass(frozen=True)
class Language:
    code: str
    dir: str
    native_name: str
    url: str = ""


@dataclass(frozen=True)
class Link:
    """A line of a menu in the page's language. `url` is empty for a heading, `colour` where its object has none."""

    label: str
    description: str
    url: str
    colour: str
    children: list["Link"]
    is_current: bool
    is_ancestor: bool


class Chrome:
    """What surrounds every page, in the language that is spoken when it is first used. Costs one query."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path

    @cached_property
    def identity(self) -> SiteIdentity:
        return SiteIdentity.objects.current()

    @cached_property
    def language(self) -> Language:
        return described(spoken())

    def __getattr__(self, name: str) -> Any:
        if name in TRANSLATED:
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
        return self.in_language("/")

    @cached_property
    def languages(self) -> list[Language]:
        return [described(code) for code in self.identity.enabled_languages]

    @cached_property
    def menus(self) -> dict[str, list[Link]]:
        prepared = self.identity.prepared.get("menus", {})
        return {name: self.links(items) for name, items in prepared.items()}

    @property
    def social(self) -> list[dict[str, str]]:
        links = self.identity.prepared.get("social", [])
        return [{**link, "url": self.spoken(link["url"])} for link in links]

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def year(self) -> int:
        return self.today.year

    @property
    def language_of_links(self) -> str:
        """The language being spoken, as far as readers may choose it here."""
        code = self.language.code
        return code if code in self.identity.enabled_languages else settings.LANGUAGE_CODE

    def in_language(self, path: str) -> str:
        """A list's address in the language being spoken, as far as the site has it there."""
        return in_language(path, self.language_of_links)

    def spoken(self, address: str) -> str:
        """`address` so that the page there goes on in the language being spoken.

        A list has an address in each language, another page of ours is asked for one; all else stays as it is.
        """
        code = self.language_of_links
        parts = split(address)
        if code == settings.LANGUAGE_CODE or parts is None or parts.netloc:
            return address
        if is_list_of_ours(parts.path):
            return in_language(address, code)
        return asking(address, code) if is_page_of_ours(parts.path) else address

    def links(self, items: list[Prepared]) -> list[Link]:
        """What stands there now."""
        now = timezone.now()
        return [self.link(item) for item in items if is_shown(item, now)]

    def link(self, item: Prepared) -> Link:
        children = self.links(item["children"])
        texts = item["texts"].get(self.language.code, {})
        path = self.in_language(item["url"]) if item["has_languages"] else item["url"]
        # Every page lies below the front page: that says nothing.
        lies_below = bool(item["url"].strip("/")) and self.path.startswith(path.rstrip("/") + "/")
        has_current = any(child.is_current or child.is_ancestor for child in children)
        return Link(
            label=texts.get("label") or item["label"],
            description=texts.get("description") or item["description"],
            url=self.spoken(path),
            colour=item.get("colour", ""),
            children=children,
            is_current=self.path == path,
            is_ancestor=self.path != path and (has_current or lies_below),
        )


def spoken() -> str:
    """The language being spoken; the default one where none of the site's is."""
    language = translation.get_language()
    return language if language in SPOKEN else settings.LANGUAGE_CODE


def described(code: str) -> Language:
    info = get_language_info(code)
    return Language(code, "rtl" if info["bidi"] else "ltr", info["name_local"], home_url(code))


def site(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor."""
    return {"site": chrome(request)}


def chrome(request: HttpRequest) -> Chrome:
    """The request's one Chrome, so that a view and its template share the query."""
    if not hasattr(request, "chrome"):
        request.chrome = Chrome(request)  # type: ignore[attr-defined]
    return request.chrome  # type: ignore[attr-defined]
