"""Categories with their tree, tags by their names; what other taxonomies hold is told, not taken."""

from dataclasses import asdict

from articles.models import Category, Merged, Tag
from articles.models.category import MAX_DEPTH
from geopolist.lib.digests import digest_of
from geopolist.lib.text import folded, shorten
from geopolist.wordpress import old_addresses
from geopolist.wordpress.models import Imported
from geopolist.wordpress.report import Outcome
from geopolist.wordpress.text import plain, slug
from geopolist.wordpress.wxr import Item, Term

from .ledger import LEFT, Case, Key
from .run import Run

IN_MENU = 8
# What these say is taken from the items themselves, not from the terms.
_READ_FROM_ITEMS = {
    "author": "co-authors are taken from the items",
    "language": "the language is taken from the items",
    "nav_menu": "menus are made in the admin",
    "post_format": "the format is taken from the items",
}


class Terms:
    """Imports the terms, then finds the sections and topics of an item."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.categories: dict[str, Category] = {}
        self.tags: dict[str, Tag] = {}
        self.by_old_id: dict[str, Category] = {}
        self.links: dict[str, str] = {}
        self.rows: dict[str, dict[Key, Imported]] = {}

    def take(self) -> None:
        terms = self.run.stage.terms.values()
        ids = [(term.old_id, "") for term in terms]
        self.rows = {kind: self.run.ledger.known(kind, ids) for kind in ("category", "tag")}
        self._take_categories({term.slug: term for term in terms if term.taxonomy == "category"})
        for term in terms:
            if term.taxonomy == "post_tag":
                self._tag(term)
            elif term.taxonomy != "category":
                reason = _READ_FROM_ITEMS.get(term.taxonomy, "its taxonomy has no place here")
                self.run.report.add(
                    "term", f"{term.taxonomy}: {plain(term.name)}", "skipped", reason, old_id=term.old_id
                )

    # --- Categories

    def _take_categories(self, terms: dict[str, Term]) -> None:
        loose = sum(1 for term in terms.values() if not term.old_id)
        if loose:
            self.run.report.remark(f"{loose} categories are only named on items: their parents, if any, are unknown.")
        in_menu = self._for_menu(terms)
        for term in _parents_first(terms, self.run):
            self._category(term, in_menu=term.slug in in_menu)

    def _for_menu(self, terms: dict[str, Term]) -> set[str]:
        """The top sections with most articles, on a site that has none yet: a menu of sixty helps nobody."""
        if Category.objects.filter(in_menu=True).exists():
            return set()
        used = self.run.stage.shelved
        top = [term.slug for term in terms.values() if term.parent not in terms and used["category", term.slug]]
        return set(sorted(top, key=lambda one: (-used["category", one], one))[:IN_MENU])

    def _category(self, term: Term, *, in_menu: bool) -> None:
        key: Key = (term.old_id, shorten(term.slug, 240))
        digest = digest_of(asdict(term))
        row = self.rows["category"].get(key)
        category = self.run.ledger.found(row, Category)
        case = self.run.ledger.case(row, digest, lambda: _kept_category(category) if category else None)
        name = plain(term.name, 120) or term.slug
        if case in (Case.NEW, Case.CHANGED):
            category = self._write_category(term, name, category, in_menu=in_menu)
            joined = case is Case.NEW and category.pk is not None and not self._is_fresh
            notes = []
            if self.run.writes:
                notes = self.run.remember(category, self._old_addresses(term))
                self.run.ledger.keep("category", key, category, digest, kept=_kept_category(category), row=row)
            outcome: Outcome = "joined" if joined else "imported" if case is Case.NEW else "updated"
            reason = "a section was at that address" if joined else ""
            self.run.report.add("category", name, outcome, reason, old_id=term.old_id, notes=notes)
        else:
            self.run.report.add("category", name, *LEFT[case], old_id=term.old_id)
        if category:
            self._know_category(term, category)

    def _write_category(self, term: Term, name: str, category: Category | None, *, in_menu: bool) -> Category:
        parent = self.categories.get(term.parent)
        while parent and parent.path.count("/") + 2 > MAX_DEPTH:
            self.run.report.remark(f"The category {name} lies too deep: it goes nearer to the top.")
            parent = parent.parent
        stem = slug(term.slug) or slug(term.name) or f"section-{term.old_id}"
        self._is_fresh = False
        if category is None:
            path = f"{parent.path}/{stem}" if parent else stem
            category = Category.objects.at(path) or Merged.objects.known_as(Category, path)
            if category is not None:
                return category
            self._is_fresh = True
            category = Category(slug=stem, in_menu=in_menu)
        category.name, category.description, category.parent = name, plain(term.description), parent
        if self.run.writes:
            category.save()
        else:
            category.path = f"{parent.path}/{stem}" if parent else stem
        return category

    def _know_category(self, term: Term, category: Category) -> None:
        self.categories[term.slug] = category
        if term.old_id:
            self.by_old_id[term.old_id] = category
            self.links[f"?cat={term.old_id}"] = category.get_absolute_url()
        for path in self._old_addresses(term):
            self.links[old_addresses.path_key(path)] = category.get_absolute_url()

    def _old_addresses(self, term: Term) -> list[str]:
        """`?cat=7`, and the path with its parents as WordPress writes it."""
        steps, terms = [term.slug], self.run.stage.terms
        above: Term | None = term
        while above and above.parent and len(steps) < 20:
            above = terms.get(("category", above.parent))
            steps += [above.slug] if above else []
        path = "/".join(slug(step) for step in reversed(steps) if slug(step))
        key = f"?cat={int(term.old_id)}" if term.old_id.isascii() and term.old_id.isdigit() else ""
        return [f"/category/{path}/" if path else "", key]

    # --- Tags

    def _tag(self, term: Term) -> None:
        key: Key = (term.old_id, shorten(term.slug, 240))
        digest = digest_of(asdict(term))
        row = self.rows["tag"].get(key)
        tag = self.run.ledger.found(row, Tag)
        case = self.run.ledger.case(row, digest, lambda: _kept_tag(tag) if tag else None)
        name = plain(term.name, 100) or term.slug
        if case in (Case.NEW, Case.CHANGED):
            found = self._same_name(name) if case is Case.NEW else None
            tag = found or tag or Tag(slug=slug(term.slug))
            if found is None:
                tag.name, tag.description = name, plain(term.description)
            if self.run.writes:
                if found is None:
                    tag.save()
                self.run.remember(tag, [f"/tag/{slug(term.slug)}/" if slug(term.slug) else ""])
                self.run.ledger.keep("tag", key, tag, digest, kept=_kept_tag(tag), row=row)
            outcome: Outcome = "joined" if found else "imported" if case is Case.NEW else "updated"
            reason = "a topic of that name was here" if found else ""
            self.run.report.add("tag", name, outcome, reason, old_id=term.old_id)
        else:
            self.run.report.add("tag", name, *LEFT[case], old_id=term.old_id)
        if tag:
            self.tags[term.slug] = tag
            self.links[f"tag/{slug(term.slug)}"] = tag.get_absolute_url()

    def _same_name(self, name: str) -> Tag | None:
        """The topic of that name, whatever its case: here, or earlier in this export."""
        ours = next((tag for tag in self.tags.values() if folded(tag.name) == folded(name)), None)
        return ours or Tag.objects.filter(name__iexact=name).first() or Tag.objects.meant(name)

    # --- Of an item

    def categories_of(self, item: Item) -> list[Category]:
        found = (self.categories.get(ref.slug) for ref in item.terms if ref.taxonomy == "category")
        return list({category.path: category for category in found if category}.values())

    def tags_of(self, item: Item) -> list[Tag]:
        found = (self.tags.get(ref.slug) for ref in item.terms if ref.taxonomy == "post_tag")
        return list({tag.slug: tag for tag in found if tag}.values())


def _parents_first(terms: dict[str, Term], run: Run) -> list[Term]:
    """Every term after its parent. A loop is cut where it closes: that term goes to the top, and is reported."""
    ordered: dict[str, Term] = {}
    for term in terms.values():
        line: list[Term] = []
        while term.slug not in ordered:
            if any(term.slug == one.slug for one in line):
                run.report.remark(f"The category {line[-1].slug[:60]} lies under itself: it goes to the top.")
                line[-1].parent = ""
                break
            line.append(term)
            if term.parent not in terms:
                break
            term = terms[term.parent]
        for one in reversed(line):
            ordered[one.slug] = one
    return list(ordered.values())


def _kept_category(category: Category) -> str:
    return digest_of([category.name, category.slug, category.description, category.parent_id])


def _kept_tag(tag: Tag) -> str:
    return digest_of([tag.name, tag.slug, tag.description])
