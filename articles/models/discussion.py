"""Comments under an article: whether it takes any, and the one way by which they come in."""

from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import moderation
from articles.moderation import Writing
from geopolist.guard import client, limits
from geopolist.identity.models import SiteIdentity

from .comment import Comment
from .person import Person

# Of an article, what says whether it takes comments.
STATE = ("status", "published_at", "ends_at", "comments_open", "comments_close_after")
# Of what comes in, the states of which editors get a mail, by the site's setting.
TOLD = {"every": ("approved", "pending"), "held": ("pending",), "none": ()}


class Discussed(models.Model):
    """Mixed into articles."""

    comments_open = models.BooleanField(_("comments open"), default=True)
    comments_close_after = models.PositiveSmallIntegerField(
        _("comments close after, in days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text=_("Counted from publication. Empty: as for the whole site; 0: never."),
    )
    comment_count = models.PositiveIntegerField(editable=False, default=0)

    class Meta:
        abstract = True

    def comments_close_at(self: Any, site: SiteIdentity) -> datetime | None:
        """The instant from which readers may comment no more; None for never."""
        own = self.comments_close_after
        return moderation.closes_at(self.published_at, site.comments_close_after if own is None else own)

    def takes_comments(self: Any, site: SiteIdentity) -> bool:
        """Whether readers may comment now."""
        ends = self.comments_close_at(site)
        return self.is_published and self.comments_open and (ends is None or timezone.now() < ends)

    @transaction.atomic
    def add_comment(self: Any, writing: Writing, *, by: Any = None, parent: Comment | None = None) -> Comment:
        """Take in what somebody wrote: gives the comment, whose state says what became of it.

        `by` is the member who wrote it, None for a reader without account. Raises ValidationError, by field, for what
        is too long or no comment at all; moderation.Closed, Duplicate or TooSoon. What is closed to readers stays open
        to moderators as long as readers have the article.
        """
        # Held, so that of two comments that are alike one finds the other.
        self.refresh_from_db(fields=STATE, from_queryset=type(self)._base_manager.select_for_update())
        site, is_moderator = SiteIdentity.objects.current(), moderates(by)
        if not (self.takes_comments(site) or (is_moderator and self.is_published)):
            raise moderation.Closed
        comment = comment_of(self, writing, by, parent)
        comment.check_writing()
        if Comment.objects.like(comment).exists():
            raise moderation.Duplicate
        if not is_moderator:
            wait_between(writing, by)
        comment.status, comment.why, comment.why_detail = moderation.judge(
            writing,
            moderation.Rules.of(site),
            is_trusted=is_moderator or is_author(comment),
            was_approved=Comment.objects.by_writer_of(comment).approved().exists(),
        )
        if not is_moderator and comment.status in TOLD[site.comments_mail]:
            comment.news_at = comment.created_at
        comment.save()
        return comment


def is_author(comment: Comment) -> bool:
    """Whether the article's bylines name its writer as they are now."""
    return comment.person_id is not None and comment.article.bylines.filter(person=comment.person_id).exists()


def moderates(user: Any) -> bool:
    return user is not None and user.has_perm("articles.change_comment")


def comment_of(article: Any, writing: Writing, by: Any, parent: Comment | None) -> Comment:
    """Of a member the account is kept, and no address beside it."""
    return Comment(
        article=article,
        parent=parent,
        author=by,
        person=Person.objects.filter(user=by).first() if by else None,
        name=writing.name,
        email="" if by else writing.email,
        website=writing.website,
        text=writing.text,
    )


def wait_between(writing: Writing, by: Any) -> None:
    """Raises moderation.TooSoon where the same member, address or e-mail address had a comment taken in just now.

    They are kept as the limits keep them: as keyed hashes, until the pause is over. Within the transaction: what is
    not taken in begins no pause.
    """
    address = "" if writing.address == client.UNKNOWN else writing.address
    keys = {"member": str(by.pk) if by else "", "address": address, "e-mail": writing.email.strip().lower()}
    for kind, key in keys.items():
        if key:
            verdict = limits.hit(f"comment by {kind}", key, limit=1, seconds=moderation.PAUSE, when_down="open")
            if not verdict.allowed:
                raise moderation.TooSoon(verdict.retry_after)
