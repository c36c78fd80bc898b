"""What the conversion asks: where a picture, a file or a page of the old site is now."""

from geopolist.lib.text import one_line
from geopolist.wordpress import old_addresses, php
from geopolist.wordpress.convert import Found
from geopolist.wordpress.convert import Lookups as Questions
from geopolist.wordpress.text import plain

from .people import People
from .run import Run
from .terms import Terms


class Lookups:
    """Answers from the stage. `missed` is set when an attachment of the export was asked for that is not at hand."""

    def __init__(self, run: Run, people: People, terms: Terms) -> None:
        self.run, self.stage = run, run.stage
        self.people, self.terms = people, terms
        self.missed = False

    def for_item(self, old_id: str) -> Questions:
        """The questions of one item's text."""
        self.missed = False
        return Questions(
            image=self.image,
            document=self.document,
            link=self.link,
            block=self.stage.reusable,
            attached=lambda: self.stage.attached_to(old_id),
        )

    def image(self, url: str, old_id: int) -> Found | None:
        return self._found("image", self._number(url, old_id))

    def document(self, url: str, old_id: int) -> Found | None:
        return self._found("document", self._number(url, old_id))

    def _number(self, url: str, old_id: int) -> int:
        """The attachment an address means; the id decides only when there is no address of the old site's own."""
        host = old_addresses.host(old_addresses.without_cdn(url)) if url else ""
        if url and (not host or host in self.stage.hosts):
            if n := self.stage.upload(old_addresses.wanted_upload(url)):
                return n
        elif url:
            return 0
        return self.stage.attachment(str(old_id)) if old_id else 0

    def _found(self, kind: str, n: int) -> Found | None:
        if not n:
            return None
        if file := self.stage.file(n):
            return Found(public_id=file[1], alt=file[2]) if file[0] == kind else None
        self.missed = True
        item = self.stage.item(n).item
        data = php.read_array(item.value("_wp_attachment_metadata"))
        width, height = (value if isinstance(value := data.get(side), int) else 0 for side in ("width", "height"))
        return Found(
            url=item.attachment_url,
            title=plain(item.title),
            alt=plain(item.value("_wp_attachment_image_alt"), 500),
            caption=plain(item.excerpt, 2000),
            width=max(width, 0),
            height=max(height, 0),
        )

    def link(self, url: str) -> str | None:
        """The address here of a page, section, topic, person or file of the old site; None for all others."""
        url = one_line(url)
        host = old_addresses.host(url)
        if host and host not in self.stage.hosts:
            return None
        if not host and not url.startswith(("/", "?")):
            return None
        name, value = old_addresses.old_key(url)
        if name:
            path = self._by_key(name, value)
        else:
            key = old_addresses.path_key(url)
            path = self._by_path(key, url) if key else "/"
        return path + old_addresses.fragment(url) if path else None

    def _by_key(self, name: str, value: str) -> str:
        if name == "cat":
            return self.terms.links.get(f"?cat={value}", "")
        if name == "author":
            person = self.people.by_old_id.get(value)
            return person.get_absolute_url() if person else ""
        if name == "attachment_id":
            return self._file_address(self.stage.attachment(value))
        return self.stage.path_of(old_id=value)

    def _by_path(self, key: str, url: str) -> str:
        if path := self.stage.path_of(link=key) or self.terms.links.get(key, ""):
            return path
        if key.startswith("author/"):
            wanted = key.removeprefix("author/").partition("/")[0]
            found = (one for one in self.people.by_login.values() if one.slug == wanted)
            return next((person.get_absolute_url() for person in found), "")
        return self._file_address(self.stage.upload(old_addresses.wanted_upload(url)))

    def _file_address(self, n: int) -> str:
        file = self.stage.file(n) if n else None
        return file[3] if file else ""
