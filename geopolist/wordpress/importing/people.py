"""Authors become people with a byline. Never a login, never a mail."""

from dataclasses import asdict

from articles.models import Merged, Person
from geopolist.lib.digests import digest_of
from geopolist.lib.text import folded, shorten
from geopolist.wordpress.report import Outcome
from geopolist.wordpress.text import plain, slug
from geopolist.wordpress.wxr import Author, Item

from .ledger import LEFT, Case
from .run import Run

KIND = "author"
NAMED_ONLY = "author only named on items"


class People:
    """Imports the authors, then finds the person behind a name on an item."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.by_login: dict[str, Person] = {}
        self.by_old_id: dict[str, Person] = {}
        self.others: dict[str, Person] = {}

    def take(self) -> None:
        """Import every author who wrote a post."""
        used = {self._declared(creator) for creator in self.run.stage.creators}
        for login, author in self.run.stage.authors.items():
            if login in used:
                self._author(author)
            else:
                self.run.report.add(KIND, author.display_name, "skipped", "wrote no post in this export", old_id=login)

    def _declared(self, creator: str) -> str | None:
        """The login of the declared author whom `creator` means: itself, its slug, another case, or the name shown."""
        authors = self.run.stage.authors
        if creator in authors:
            return creator
        wanted, name = slug(creator.removeprefix("cap-")), folded(creator)
        for login, author in authors.items():
            if wanted and wanted in (slug(login), slug(login.partition("@")[0])):
                return login
            if name and name in (folded(login), folded(author.display_name)):
                return login
        return None

    def _author(self, author: Author) -> None:
        key = (author.old_id, shorten(author.login, 240))
        digest = digest_of({**asdict(author), "email": ""})
        row = self.run.ledger.known(KIND, [key]).get(key)
        person = self.run.ledger.found(row, Person)
        case = self.run.ledger.case(row, digest, lambda: _kept(person) if person else None)
        name = plain(author.display_name, 160)
        if case in LEFT:
            self.run.report.add(KIND, name, *LEFT[case], old_id=author.login)
            if person:
                self._know(author, person)
            return
        joined = self._same_name(name) if person is None else None
        person = person or joined or Person(slug=slug(author.login.partition("@")[0]))
        if self.run.writes and joined is None:
            person.name = name
            person.save()
        notes = []
        if self.run.writes:
            notes = self.run.remember(person, self._old_addresses(author))
            self.run.ledger.keep(KIND, key, person, digest, kept=_kept(person), row=row)
        outcome: Outcome = "joined" if joined else "imported" if case is Case.NEW else "updated"
        reason = "a person of that name was here" if joined else ""
        self.run.report.add(KIND, name, outcome, reason, old_id=author.login, notes=notes)
        self._know(author, person)

    def _know(self, author: Author, person: Person) -> None:
        self.by_login[author.login] = person
        if author.old_id:
            self.by_old_id[author.old_id] = person

    @staticmethod
    def _same_name(name: str) -> Person | None:
        """Whoever bears that name, or stands for somebody who bore it."""
        here = (one for one in Person.objects.filter(name__iexact=name) if folded(one.name) == folded(name))
        return next(here, None) or Merged.objects.known_as(Person, folded(name))

    @staticmethod
    def _old_addresses(author: Author) -> list[str]:
        nice = slug(author.login.partition("@")[0])
        key = f"?author={int(author.old_id)}" if author.old_id.isascii() and author.old_id.isdigit() else ""
        return [f"/author/{nice}/" if nice else "", key]

    def of(self, item: Item, *, is_making: bool = True) -> list[Person]:
        """The bylines of an item: its co-authors if it has any, else its creator. Those who are here, or are made."""
        guests = [ref.slug for ref in item.terms if ref.taxonomy == "author"]
        names = {ref.slug: ref.name for ref in item.terms if ref.taxonomy == "author"}
        found = [
            self._person(creator, names.get(creator, ""), is_making=is_making) for creator in guests or [item.creator]
        ]
        return list({person.slug or person.name: person for person in found if person}.values())

    def _person(self, creator: str, name: str, *, is_making: bool) -> Person | None:
        login = self._declared(creator) if creator else None
        if login in self.by_login:
            return self.by_login[login]
        wanted = self.run.options.default_author or creator
        return self._undeclared(wanted, name, is_making=is_making) if wanted else None

    def recall(self, item: Item) -> None:
        """Report who is only named on an item that itself stays as it is. Nobody is made anew."""
        self.of(item, is_making=False)

    def _undeclared(self, creator: str, name: str, *, is_making: bool) -> Person | None:
        """A person for a name that the export only mentions; the same one at the next mention and in the next run."""
        bare = slug(creator.removeprefix("cap-").partition("@")[0]) or creator
        if bare in self.others:
            return self.others[bare]
        name = plain(name or creator.removeprefix("cap-"), 160)
        name = name.partition("@")[0] if " " not in name else name
        person = self._same_name(name)
        if person is None and not is_making:
            return None
        person = person or Person(name=name, slug=bare)
        is_new = person.pk is None
        if is_new and self.run.writes:
            person.save()
        self.run.report.add(NAMED_ONLY, name, "imported" if is_new else "unchanged", "" if is_new else "was here")
        self.others[bare] = person
        return person


def _kept(person: Person) -> str:
    return digest_of([person.name, person.slug])
