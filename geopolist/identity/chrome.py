"""The site's identity as templates see it: `site`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from geopolist.lib.links import asking, home_url, in_language, split
from geopolist.lib.surrogate import chrome_key, lasts, shows

from . import parts
from .links import linked
from .menus import Panel, Prepared, is_list_of_ours, is_page_of_ours, is_shown
from .models import SPOKEN, TRANSLATED, SiteIdentity, SocialLink

# How many a panel prints, and the bell at most.
TOP, LATEST_BESIDE_TOP, LATEST, NEWEST = 3, 4, 5, 9


@dataclass(frozen=True)
class Language:
    code: str
    dir: str
    native_name: str
    url: str = ""


@dataclass(frozen=True)
class Link:
    """A line of a menu in the page's language. `url` is empty for a heading.

    `panel` is what opens below it if that is more than its children: entries as stories.py describes them.
    """

    label: str
    description: str
    url: str
    panel: Panel
    top: list[Prepared]
    latest: list[Prepared]
    children: list["Link"]
    is_current: bool
    is_ancestor: bool

    @property
    def opens(self) -> bool:
        """Whether there is anything below it."""
        return bool(self.children or self.top or self.latest or (self.panel == Panel.FEATURED and self.description))


class Chrome:
    """What surrounds every page, in the language that is spoken when it is first used.

    Costs one query; none where the page's own has brought the `stamp` of the site's row, and this process knows it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.stamp: str | None = None

    @property
    def print(self) -> tuple[str, str]:
        """For parts that print what every page in this language says of the site, and nothing of this one."""
        return self.identity.stamp, self.language.code

    @cached_property
    def identity(self) -> SiteIdentity:
        return SiteIdentity.objects.printed(self.stamp)

    @property
    def prepared(self) -> Prepared:
        shows(chrome_key(self.language_of_links))
        return self.identity.prepared

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
        return {name: self.links(items) for name, items in self.prepared.get("menus", {}).items()}

    @property
    def footer_links(self) -> list[Link]:
        """What the footer's menus have and the main menu has not, each once."""
        known = {""} | {link.url for item in self.menus.get("primary", []) for link in [item, *item.children]}
        columns = [link for item in self.menus.get("footer", []) for link in [item, *item.children]]
        found = {link.url: link for link in [*columns, *self.menus.get("legal", [])] if link.url not in known}
        return list(found.values())

    def part(self, template_name: str) -> str:
        """A component that surrounds pages, whose one input is `site`; drawn once for all that have it alike."""
        key = (template_name, self.identity.stamp, self.language.code, self.path == self.home_url, *self.place)
        return parts.drawn(key, lambda: self.draw(template_name), self.now)

    def drawn(self, key: tuple[object, ...], draw: Callable[[], str]) -> str:
        """What `draw` gives, once for all pages in this language on which `key` says the same."""
        return parts.drawn((*key, self.identity.stamp, self.language.code), draw, self.now)

    def draw(self, template_name: str) -> str:
        # By one that has said of nothing yet how long it lasts.
        anew = Chrome(self.path)
        anew.identity, anew.language = self.identity, self.language
        context = Context({"site": anew})
        # Tags find it there also where `only` has hidden all else.
        context.request = SimpleNamespace(chrome=anew)  # type: ignore[attr-defined]
        return get_template(template_name).template.render(context)  # type: ignore[attr-defined]

    @cached_property
    def place(self) -> tuple[object, ...]:
        """What the menus make of this address: whether it stands in one, and which of theirs it lies below."""
        paths = {path for items in self.prepared.get("menus", {}).values() for path in self.paths(items)}
        return self.path in paths, *sorted(path for path in paths if f"{self.path}/".startswith(f"{path.rstrip('/')}/"))

    def paths(self, items: list[Prepared]) -> Iterator[str]:
        for item in items:
            yield self.path_of(item)
            yield from self.paths(item["children"])

    def path_of(self, item: Prepared) -> str:
        return self.in_language(item["url"]) if item["has_languages"] else item["url"]

    @cached_property
    def notice(self) -> list[dict[str, str]]:
        """The strip's words, in parts as linked() gives them."""
        return self.linked("notice_text")

    @cached_property
    def alert(self) -> list[dict[str, str]]:
        """The words of the line under the menu; none where it is not its page or not its time."""
        lasts(self.identity.alert_begins)
        lasts(self.identity.alert_ends)
        is_here = self.path == self.home_url or not self.identity.alert_on_front_only
        return self.linked("alert_text") if is_here and self.identity.is_alert_at(self.now) else []

    def linked(self, field: str) -> list[dict[str, str]]:
        """A text in the page's language: {"text", "url"}, the address empty where it is no link."""
        parts = linked(self.identity.text(field, self.language.code))
        return [{"text": text, "url": self.spoken(url)} for text, url in parts]

    @property
    def social(self) -> list[dict[str, str]]:
        links = self.prepared.get("social", [])
        return [
            {
                **link,
                "label": link["label"] or str(SocialLink.Kind(link["kind"]).label),
                "url": self.spoken(link["url"]),
            }
            for link in links
        ]

    @cached_property
    def stories(self) -> dict[str, Any]:
        """What there is to tell in the language of the page's links, whether readers may see it yet or not."""
        return self.prepared.get("stories", {}).get(self.language_of_links, {})

    @cached_property
    def spots(self) -> dict[str, Prepared]:
        """By its place, the advertisement that stands there now in the page's language: the newest that runs."""
        told = [each for each in self.prepared.get("spots", []) if each["language"] == self.language.code]
        return {each["place"]: {**each, "url": self.spoken(each["url"])} for each in reversed(self.shown(told))}

    @property
    def newest(self) -> list[int]:
        """When the newest article appeared, in seconds, and how many of them each before it was earlier than the next:
        by these the bell knows what is new since it was last opened."""
        shown = self.shown(self.stories.get("newest", []))[:NEWEST]
        times = [int(datetime.fromisoformat(entry["begins"]).timestamp()) for entry in shown]
        return [*times[:1], *(later - earlier for later, earlier in pairwise(times))]

    @property
    def today(self) -> date:
        today = timezone.localdate()
        lasts(timezone.make_aware(datetime.combine(today + timedelta(days=1), time())))
        return today

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

    @cached_property
    def now(self) -> datetime:
        """One instant for the whole page."""
        return timezone.now()

    def shown(self, entries: list[Prepared]) -> list[Prepared]:
        """What readers may see of them now."""
        for entry in entries:
            for instant in (entry.get("begins"), entry.get("ends")):
                if instant and (when := datetime.fromisoformat(instant)) > self.now:
                    lasts(when)
        return [entry for entry in entries if is_shown(entry, self.now)]

    def links(self, items: list[Prepared]) -> list[Link]:
        """What stands there now."""
        return [self.link(item) for item in self.shown(items)]

    def link(self, item: Prepared) -> Link:
        texts = item["texts"].get(self.language.code, {})
        path = self.path_of(item)
        url = self.spoken(path)
        # Where its parent leads already, a child says nothing new.
        children = [child for child in self.links(item["children"]) if child.url != url]
        # Every page lies below the front page: that says nothing.
        lies_below = bool(item["url"].strip("/")) and self.path.startswith(path.rstrip("/") + "/")
        has_current = any(child.is_current or child.is_ancestor for child in children)
        panel = Panel(item.get("panel", Panel.PLAIN))
        top, latest = self.told(panel, str(item.get("list")))
        return Link(
            label=texts.get("label") or item["label"],
            description=texts.get("description") or item["description"],
            url=url,
            panel=panel,
            top=top,
            latest=latest,
            children=children,
            is_current=self.path == path,
            is_ancestor=self.path != path and (has_current or lies_below),
        )

    def told(self, panel: Panel, key: str) -> tuple[list[Prepared], list[Prepared]]:
        """Top news and latest of the list `key`; what stands in the first is not in the second."""
        lists = self.stories.get("panels", {}).get(key, {})
        latest = self.shown(lists.get("latest", []))
        if panel != Panel.FEATURED:
            return [], latest[:LATEST]
        top = self.shown(lists.get("top", []))[:TOP]
        keys = {entry["pk"] for entry in top}
        return top, [entry for entry in latest if entry["pk"] not in keys][:LATEST_BESIDE_TOP]


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
        request.chrome = Chrome(request.path)  # type: ignore[attr-defined]
    return request.chrome  # type: ignore[attr-defined]
