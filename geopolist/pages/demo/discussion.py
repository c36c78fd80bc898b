"""What readers of the demonstration say, and the queue in which some of it waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from articles.models import Article, Comment, Person
from articles.moderation import Rules, Verdict, Writing, judge
from geopolist.identity.models import SiteIdentity
from geopolist.lib.text import slugify

from . import names, reading
from .accounts import DOMAIN

# An editor has looked into the queue since: what lies in the bin is to lie there for a while yet.
SINCE = timedelta(hours=3)


def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reading.table("comments")["comment"]
    return found


def public_ids() -> list[str]:
    return [public_id(entry, number) for number, entry in enumerate(entries())]


def public_id(entry: Mapping[str, Any], number: int) -> str:
    return names.public_id("comment", str(entry.get("id") or number))


def name_words(site: SiteIdentity) -> None:
    """The lists by which the demonstration holds and refuses comments. The caller saves."""
    words = reading.table("comments")
    site.comments_held_words = "\n".join(words["held_words"])
    site.comments_refused_words = "\n".join(words["refused_words"])


def load(articles: Mapping[str, Article], people: Mapping[str, Person], now: datetime) -> None:
    """Write all comments, each with the reason that the site's rules give for its state."""
    rules, made = Rules.of(SiteIdentity.objects.current()), dict[str, Comment]()
    for number, entry in enumerate(entries()):
        article = articles.get(entry["article"])
        if article is None:
            raise ValueError(f"comments.toml: there is no article {entry['article']!r}.")
        comment = filled(entry, article, people.get(entry.get("person", "")), now)
        comment.public_id = public_id(entry, number)
        comment.parent = made.get(str(entry.get("parent") or entry.get("reply_to") or ""))
        if comment.status in (Comment.Status.PENDING, Comment.Status.BIN):
            verdict = verdict_on(comment, rules)
            comment.why, comment.why_detail = verdict.why, verdict.detail
        comment.save()
        made[str(entry.get("id", ""))] = comment


def filled(entry: Mapping[str, Any], article: Article, person: Person | None, now: datetime) -> Comment:
    name, before = person.name if person else entry["name"], entry.get("before", "")
    written_at = min(now, (article.published_at or now) + timedelta(days=entry.get("days_after", 0.5)))
    return Comment(
        article=article,
        person=person,
        name=name,
        email=f"{slugify(name)}@{DOMAIN}" if slugify(name).isascii() else "",
        text=entry["text"],
        status=entry.get("status", "approved"),
        status_before=before,
        created_at=written_at,
        status_at=max(written_at, now - SINCE) if before or entry.get("status") == "bin" else written_at,
    )


def verdict_on(comment: Comment, rules: Rules) -> Verdict:
    writing = Writing(name=comment.name, text=comment.text, email=comment.email)
    was_approved = Comment.objects.by_writer_of(comment).approved().exists()
    return judge(writing, rules, is_trusted=False, was_approved=was_approved)
