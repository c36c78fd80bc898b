"""Comments with their threads. The writer's mail address stays private, the machine's address was never read."""

import html
import re
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from articles.models import Article, Comment
from articles.moderation import LONGEST_EMAIL, LONGEST_NAME, LONGEST_TEXT, LONGEST_WEBSITE
from geopolist.lib.digests import digest_of
from geopolist.lib.text import without_controls
from geopolist.wordpress import dates, wxr
from geopolist.wordpress.convert.addresses import absolute
from geopolist.wordpress.models import Imported
from geopolist.wordpress.report import Outcome
from geopolist.wordpress.text import plain

from .ledger import LEFT
from .people import People
from .run import Run

KIND = "comment"
_LINK = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']([^\"'<>]{1,2000})[\"'][^<>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"\s*<li\b[^<>]*>\s*", re.IGNORECASE)
_BREAK = re.compile(
    r"<br\b[^<>]*>\n?|</?(?:blockquote|dd|div|dl|dt|h[1-6]|ol|p|pre|table|td|th|tr|ul)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_STATES = {
    "1": Comment.Status.APPROVED,
    "approved": Comment.Status.APPROVED,
    "0": Comment.Status.PENDING,
    "hold": Comment.Status.PENDING,
    "": Comment.Status.PENDING,
    "spam": Comment.Status.SPAM,
}
_KINDS = {
    "pingback": "a link from elsewhere, not a reader's words",
    "trackback": "a link from elsewhere, not a reader's words",
}


class Comments:
    """Imports the comments of a batch of posts. New rows are written together at the end of each post."""

    def __init__(self, run: Run, people: People) -> None:
        self.run, self.people = run, people
        self.rows: dict[tuple[str, str], Imported] = {}
        self.kept: list[Imported] = []
        self.current: list[Imported] = []
        self.entries: list[tuple[Outcome, str, str, str]] = []

    def expect(self, items: list[wxr.Item]) -> None:
        """Look up what is known of all the comments of a batch, in one query."""
        self.kept = []
        keys = [_key(item, comment) for item in items for comment in item.comments]
        self.rows = self.run.ledger.known(KIND, keys) if keys else {}

    def flush(self) -> None:
        """Note in the table what the batch has brought."""
        if self.run.writes:
            self.run.ledger.keep_all(self.kept)
        self.kept = []

    def leave_out(self, item: wxr.Item, reason: str) -> None:
        for comment in item.comments:
            self.run.report.add(KIND, plain(comment.author, 60), "skipped", reason, old_id=comment.old_id)

    def take(self, item: wxr.Item, article: Article | None) -> None:
        """The comments of a post that itself stays as it is."""
        if article is None:
            self.leave_out(item, "its article is not here")
            return
        self.make(item, article)
        self.tell()

    def make(self, item: wxr.Item, article: Article) -> None:
        """All comments of a post, parents before children. They count only once `tell` is called."""
        self.current, self.entries = [], []
        made: dict[str, Comment] = {}
        above = _parents(item.comments)
        for comment in sorted(item.comments, key=lambda one: _depth(one, above)):
            self._one(item, comment, article, made, above)
        if self.run.writes and any(outcome == "imported" for outcome, *_ in self.entries):
            Comment.objects.recount([article.pk])

    def tell(self) -> None:
        """What `make` did is in the database: report it, and have it noted in the table."""
        for outcome, reason, name, old_id in self.entries:
            self.run.report.add(KIND, name, outcome, reason, old_id=old_id)
        self.kept += self.current
        self.current, self.entries = [], []

    def _one(
        self,
        item: wxr.Item,
        comment: wxr.Comment,
        article: Article,
        made: dict[str, Comment],
        above: dict[str, str],
    ) -> None:
        name = plain(comment.author, 60)
        if reason := _left_out(comment):
            self.entries.append(("skipped", reason, name, comment.old_id))
            return
        row, digest = self.rows.get(_key(item, comment)), digest_of(asdict(comment))
        found = self.run.ledger.found(row, Comment)
        case = self.run.ledger.case(row, digest, lambda: _kept(found) if found else None)
        if found and comment.old_id:
            made[comment.old_id] = found
        if case in LEFT:
            self.entries.append((*LEFT[case], name, comment.old_id))
            return
        obj = self._filled(found or Comment(article=article), item, comment, article, made, above)
        if self.run.writes:
            self._save(obj)
            self.current.append(self.run.ledger.row(KIND, _key(item, comment), obj, digest, kept=_kept(obj), row=row))
        if comment.old_id:
            made[comment.old_id] = obj
        self.entries.append(("updated" if found else "imported", "", name, comment.old_id))

    @staticmethod
    def _save(obj: Comment) -> None:
        if obj.pk:
            obj.save()
        else:
            # Without the model's own save, which counts the article's comments again each time: done once above.
            Comment.objects.bulk_create([obj])

    def _filled(
        self,
        obj: Comment,
        item: wxr.Item,
        comment: wxr.Comment,
        article: Article,
        made: dict[str, Comment],
        above: dict[str, str],
    ) -> Comment:
        obj.parent = _nearest(comment, made, above) if self.run.writes else None
        obj.name = plain(comment.author, LONGEST_NAME) or "Anonymous"
        obj.email = _mail(comment.email)
        obj.website = _website(comment.url)
        obj.text = words(comment.content)
        obj.status = _STATES[comment.approved.lower()]
        obj.why = Comment.Why.OLD_SITE if obj.status == Comment.Status.PENDING else ""
        person = self.people.by_old_id.get(comment.user_id) if comment.user_id not in ("", "0") else None
        obj.person = person if person and person in self.people.of(item) and self.run.writes else None
        at = dates.instant(comment.date_gmt, comment.date, self.run.options.zone)
        obj.created_at = at or article.published_at or obj.created_at
        return obj


def words(content: str) -> str:
    """A comment's HTML as plain text: paragraphs and breaks as lines, items with a dash, links with their address."""
    text = _LINK.sub(_spelled, without_controls(content))
    text = _BREAK.sub("\n", _ITEM.sub("\n- ", text))
    text = html.unescape(_TAG.sub("", text))
    lines = [" ".join(line.split()) for line in without_controls(text).split("\n")]
    text = re.sub(r"\n+(?=- )", "\n", "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip()[:LONGEST_TEXT]


def _spelled(match: re.Match[str]) -> str:
    address, shown = match[1].strip(), match[2].strip()
    return shown if address in (shown, shown + "/") or not absolute(address) else f"{shown} ({address})"


def _left_out(comment: wxr.Comment) -> str:
    """Why a comment is not imported; empty if it is."""
    kind = comment.type.lower()
    if kind not in ("", "comment"):
        return _KINDS.get(kind, "a private note of the old site")
    if comment.approved.lower() not in _STATES:
        return "in the bin of the old site"
    return "" if words(comment.content) else "it is empty"


def _key(item: wxr.Item, comment: wxr.Comment) -> tuple[str, str]:
    return comment.old_id or digest_of([comment.author, comment.content])[:40], f"{item.type}-{item.old_id}"[:240]


def _parents(comments: list[wxr.Comment]) -> dict[str, str]:
    """Old id -> old id of the comment above, within this post. A loop is cut where it closes."""
    ids = {comment.old_id for comment in comments if comment.old_id}
    above = {one.old_id: one.parent for one in comments if one.old_id in ids and one.parent in ids}
    for start in list(above):
        seen, here = {start}, start
        while here in above:
            if above[here] in seen:
                del above[here]
                break
            here = above[here]
            seen.add(here)
    return above


def _depth(comment: wxr.Comment, above: dict[str, str]) -> int:
    depth, here = 0, comment.old_id
    while here in above:
        depth, here = depth + 1, above[here]
    return depth


def _nearest(comment: wxr.Comment, made: dict[str, Comment], above: dict[str, str]) -> Comment | None:
    """The nearest comment above that was imported."""
    here = above.get(comment.old_id, "")
    while here and here not in made:
        here = above.get(here, "")
    return made.get(here)


def _mail(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address.lower() if len(address) <= LONGEST_EMAIL else ""


def _website(address: str) -> str:
    found = absolute(address)
    return found if len(found) <= LONGEST_WEBSITE else ""


def _kept(comment: Comment) -> str:
    return digest_of([comment.text, comment.status, comment.name])
