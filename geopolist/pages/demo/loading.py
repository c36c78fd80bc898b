"""Filling an empty site with the demonstration. The same files, seed and hour give the same site."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, Category, Country, Person, Series, rank
from articles.models.category import USUAL_PAGE_SIZE
from geopolist.addresses.models import Address
from geopolist.audience.models import Tally
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink
from geopolist.library.models import Document, Image, Reference
from geopolist.pages.models import Page, RiskOutlook

from . import bodies, discussion, media, names, reading, readings

Say = Callable[[str], Any]
LANGUAGES = ("tr", "ar")
# What may have a cover beside articles: file and name of its rows.
LISTS = (("categories", "category"), ("series", "series"))


class Loader:
    """Loads everything once. `now` is the instant to which all dates lead up."""

    def __init__(self, say: Say, now: datetime | None = None) -> None:
        self.say = say
        self.now = (now or timezone.now()).replace(second=0, microsecond=0)
        self.articles = reading.texts("articles")
        self.pages = reading.texts("pages")
        self.slugs: dict[str, Article] = {}
        self.files: dict[str, Document] = {}

    def draw(self) -> dict[str, bytes]:
        """{recipe: JPEG}. The slow part, before any row is written."""
        self.say("Drawing covers …")
        return media.draw_all(self.recipes())

    def load(self, drawings: dict[str, bytes]) -> None:
        """Write everything. In a transaction of the caller's."""
        self.images = media.keep(drawings, self.alts())
        self.name_site()
        self.load_sections()
        self.load_people()
        self.load_references()
        self.say("Writing articles …")
        for text in self.articles:
            self.load_article(text)
        self.link_translations()
        self.load_readings()
        self.load_pages()
        discussion.load(self.slugs, self.people, self.now)
        self.load_risks()
        self.load_menus()
        self.date()

    # --- Pictures

    def recipes(self) -> list[str]:
        covers = [text.head["cover"] for text in self.articles if text.head.get("cover")]
        covers += [entry["cover"] for name in LISTS for entry in rows(*name) if entry.get("cover")]
        return covers + [recipe for text in [*self.articles, *self.pages] for recipe in bodies.recipes_in(text.body)]

    def alts(self) -> dict[str, str]:
        return {text.head["cover"]: text.head.get("cover_alt", "") for text in self.articles if text.head.get("cover")}

    def document(self, name: str) -> Document:
        if name not in self.files:
            self.files[name] = media.document(name)
        return self.files[name]

    def body(self, text: reading.Text) -> str:
        named = {recipe: image.public_id for recipe, image in self.images.items()}
        named |= {name: self.document(name).public_id for name in bodies.documents_in(text.body)}
        named |= {name: reference.public_id for name, reference in self.references.items()}
        return bodies.filled(text.body, named, self.now)

    def load_references(self) -> None:
        self.references = {
            entry["name"]: Reference.objects.create(
                public_id=names.public_id("reference", entry["name"]), text=entry["text"], url=entry.get("url", "")
            )
            for entry in rows("references", "reference")
        }

    # --- The site

    def name_site(self) -> None:
        site = reading.table("site")
        identity = SiteIdentity(pk=1, is_demo=True, languages=list(LANGUAGES))
        for name in (
            "name",
            "tagline",
            "organisation",
            "description",
            "contact_email",
            "footer_text",
            "notice_text",
            "copyright",
        ):
            setattr(identity, name, site.get(name, ""))
        identity.texts = site.get("texts", {})
        discussion.name_words(identity)
        identity.save()
        for order, link in enumerate(site.get("social", [])):
            SocialLink.objects.create(kind=link["kind"], label=link.get("label", ""), url=link["url"], order=order)

    def load_sections(self) -> None:
        self.categories: dict[str, Category] = {}
        for order, entry in enumerate(rows("categories", "category")):
            texts = in_languages(name=entry.get("names", {}), description=entry.get("descriptions", {}))
            self.categories[entry["slug"]] = Category.objects.create(
                name=entry["name"],
                slug=entry["slug"],
                parent=self.categories.get(entry.get("parent", "")),
                description=entry.get("description", ""),
                colour=entry.get("colour", "cobalt"),
                layout=entry.get("layout", "rows"),
                page_size=entry.get("page_size", USUAL_PAGE_SIZE),
                in_menu=entry.get("in_menu", True),
                order=entry.get("order", order),
                texts=texts,
                cover=self.images.get(entry.get("cover", "")),
            )
        Country.objects.assign_regions()
        self.series = {
            entry["slug"]: Series.objects.create(
                slug=entry["slug"],
                name=entry["name"],
                intro=paragraphs(entry.get("intro", "")),
                cover=self.images.get(entry.get("cover", "")),
            )
            for entry in rows("series", "series")
        }

    def load_people(self) -> None:
        self.people = {
            entry["slug"]: Person.objects.create(
                slug=entry["slug"],
                name=entry["name"],
                sort_name=entry.get("sort_name", ""),
                role=entry.get("role", ""),
                affiliation=entry.get("affiliation", ""),
                bio=paragraphs(entry.get("bio", "")),
                expertise=entry.get("expertise", []),
                languages=entry.get("languages", []),
                orcid=entry.get("orcid", ""),
                links=entry.get("links", []),
                is_institution=entry.get("institution", False),
            )
            for entry in rows("people", "person")
        }

    # --- Texts

    def load_article(self, text: reading.Text) -> None:
        head = text.head
        sections = [self.categories[slug] for slug in text.words("categories")]
        published_at = self.now - timedelta(days=text.number("days_ago"))
        updated = text.number("updated_days_ago")
        article = Article(
            title=head["title"],
            slug=head.get("slug", ""),
            standfirst=head.get("standfirst", ""),
            kind=head.get("kind", "analysis"),
            format=head.get("format") or "standard",
            language=head.get("language") or "en",
            primary_category=sections[0],
            cover=self.images[head["cover"]] if head.get("cover") else None,
            body=self.body(text),
            changed_at=self.now - timedelta(days=updated) if updated else None,
            created_at=published_at - timedelta(days=3),
            sources="\n".join(text.words("sources", ";")),
            sponsor=head.get("sponsor", ""),
            views=int(text.number("views")),
            translation_group=names.group(text.name),
        )
        if head.get("series"):
            slug, position = head["series"].split()
            article.series, article.series_position = self.series[slug], int(position)
        article.save()
        article.categories.set(sections)
        article.tags.set(text.words("tags"))
        article.countries.set(Country.objects.filter(code__in=text.words("countries")))
        for order, slug in enumerate(text.words("people")):
            article.bylines.create(person=self.people[slug], order=order)
        article.publish(at=published_at)
        self.slugs[article.slug] = article

    def link_translations(self) -> None:
        for text in self.articles:
            original = self.slugs.get(text.head.get("translation_of", ""))
            if original:
                Article.objects.filter(pk=self.slugs[slug_of(text)].pk).update(
                    translation_group=original.translation_group
                )

    def load_readings(self) -> None:
        """What the lists of the most read are made of. As in a fold, the counters of articles hold it already."""
        Tally.objects.add(readings.spans(Article.objects.all(), self.now))
        rank()

    def load_pages(self) -> None:
        made: dict[str, Page] = {}
        for text in sorted(self.pages, key=lambda each: each.head["slug"].count("/") + bool(each.head.get("parent"))):
            head = text.head
            page = Page(
                title=head["title"],
                slug=head["slug"].rpartition("/")[2],
                parent=made.get(head.get("parent", "")),
                standfirst=head.get("standfirst", ""),
                language=head.get("language") or "en",
                body=self.body(text),
            )
            page.save()
            page.publish(at=self.now)
            made[page.slug] = page

    def load_risks(self) -> None:
        for order, entry in enumerate(rows("risks", "risk")):
            RiskOutlook.objects.create(
                theatre=entry["theatre"],
                level=entry["level"],
                trigger=entry.get("trigger", ""),
                article=self.slugs.get(entry.get("article", "")),
                order=order,
            )

    # --- Menus

    def load_menus(self) -> None:
        for menu, items in reading.table("site").get("menus", {}).items():
            for order, item in enumerate(items):
                self.load_item(menu, item, order, None)

    def load_item(self, menu: str, item: dict[str, Any], order: int, parent: MenuItem | None) -> None:
        kind, _colon, name = item.get("target", "url:").partition(":")
        target: Any = {"category": lambda: self.categories[name], "page": lambda: Page.objects.get(slug=name)}.get(
            kind, lambda: None
        )()
        made = MenuItem.objects.create(
            menu=menu,
            parent=parent,
            label=item["label"],
            description=item.get("description", ""),
            texts=in_languages(label=item.get("labels", {}), description=item.get("descriptions", {})),
            panel=item.get("panel", MenuItem.Panel.PLAIN),
            url=name if kind == "url" else "",
            target=target,
            order=order,
        )
        for place, child in enumerate(item.get("children", [])):
            self.load_item(menu, child, place, made)

    def date(self) -> None:
        """Give the instant of the load to what notes when it was made: the same instant, the same rows."""
        made: list[type[models.Model]] = [Image, Document, Reference, Address]
        for model in made:
            model._base_manager.update(created_at=self.now)
        Image.objects.update(drawn_at=self.now)
        Document.objects.update(filed_at=self.now)
        Page.objects.update(changed_at=self.now, status_at=self.now)
        Article.objects.update(status_at=Coalesce("published_at", Value(self.now)))


def rows(table: str, name: str) -> list[dict[str, Any]]:
    return reading.table(table).get(name, [])


def in_languages(**fields: dict[str, str]) -> dict[str, dict[str, str]]:
    """{field: {language: text}} as models keep it: {language: {field: text}}."""
    return {code: {name: texts[code] for name, texts in fields.items() if texts.get(code)} for code in LANGUAGES}


def slug_of(text: reading.Text) -> str:
    """The one it is given, else the one that its title makes."""
    return Article(title=text.head["title"], slug=text.head.get("slug", "")).wanted_slug


def paragraphs(text: str) -> str:
    """Plain text with blank lines as simple HTML; what is HTML already stays."""
    if text.lstrip().startswith("<"):
        return text
    return "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n") if part.strip())


def is_empty() -> bool:
    """Whether there is nothing that the demonstration would stand beside or write over."""
    identity = SiteIdentity.objects.current()
    is_nameless = (identity.name, identity.organisation, identity.contact_email) == (SiteIdentity().name, "", "")
    return is_nameless and not any(model._base_manager.exists() for model in (Article, Page, Category, Image))


def is_untouched() -> bool:
    """Whether nobody has begun with this site, and nobody has removed the demonstration from it."""
    return is_empty() and not SiteIdentity.objects.exists()
