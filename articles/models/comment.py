"""What readers say under an article. A comment has no life without its article."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import moderation, plain
from articles.querysets import CommentQuerySet
from geopolist.identity.models import SiteIdentity
from geopolist.lib.ids import public_id
from geopolist.lib.text import initials, one_line, without_controls

from .person import Person

HTTP, ADDRESS = "(?i)^https?://", _("Begin the address with https://.")


class Comment(models.Model):
    """Plain text. The address and the mail address behind it are shown to nobody but editors."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Held")
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Spam")
        BIN = "bin", _("In the bin")

    Why = moderation.Why

    public_id = models.CharField(_("id"), max_length=12, unique=True, default=public_id, editable=False)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="comments", verbose_name=_("article"))
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("member"),
    )
    person = models.ForeignKey(
        "articles.Person", models.SET_NULL, null=True, blank=True, related_name="comments", verbose_name=_("as")
    )
    name = models.CharField(_("name"), max_length=moderation.LONGEST_NAME)
    email = models.EmailField(_("e-mail address"), max_length=moderation.LONGEST_EMAIL, blank=True)
    website = models.URLField(
        _("website"), max_length=moderation.LONGEST_WEBSITE, blank=True, validators=[RegexValidator(HTTP, ADDRESS)]
    )
    text = models.TextField(
        _("text"), max_length=moderation.LONGEST_TEXT, validators=[MaxLengthValidator(moderation.LONGEST_TEXT)]
    )
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.PENDING)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    # Of the state: since when, and which one was before it; empty where it came in so. By the instant an act is undone.
    status_at = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    status_before = models.CharField(max_length=8, blank=True, choices=Status, editable=False)
    # Why it was not shown at once. It stays when editors decide otherwise.
    why = models.CharField(_("why"), max_length=8, blank=True, choices=moderation.Why, editable=False)
    why_detail = models.CharField(max_length=moderation.LONGEST_DETAIL, blank=True, editable=False)
    # Until editors have been told of it: when it came in.
    news_at = models.DateTimeField(null=True, editable=False)
    # By which the queue begins with what is held; by the state itself the alphabet would decide.
    is_decided = models.GeneratedField(
        expression=~Q(status="pending"),  # type: ignore[arg-type]  # Django takes conditions too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["article", "status", "created_at"], name="comment_thread"),
            models.Index(fields=["is_decided", "-created_at", "-id"], name="comment_queue"),
            models.Index(fields=["status", "-created_at", "-id"], name="comment_in_state"),
            models.Index(fields=["status", "status_at"], name="comment_decided"),
            models.Index(fields=["email", "status"], name="comment_writer"),
            models.Index(fields=["news_at"], name="comment_news", condition=Q(news_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """The printed count follows, but for one that no reader sees nor saw: it must not cost anybody a page."""
        is_unseen = self._state.adding and self.status != self.Status.APPROVED
        self.tidy()
        super().save(*args, **kwargs)
        if not is_unseen:
            Comment.objects.recount([self.article_id])

    def tidy(self) -> None:
        self.name, self.text = one_line(self.name), without_controls(self.text)
        self.email, self.website = one_line(self.email).lower(), one_line(self.website)

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        """Which of the six monogram colours: a person's own, else the same for the same name. No query."""
        return Person(pk=self.person_id).hue if self.person_id else sum(self.name.encode()) % 6 + 1

    @property
    def shown(self) -> SafeString:
        return plain.shown(self.text)

    @property
    def is_by_author(self) -> bool:
        """Whether one of the article's own bylines wrote it. No query where the article came along."""
        return any(byline["id"] == self.person_id for byline in self.article.furniture.get("bylines", []))

    @property
    def why_in_words(self) -> str:
        """Why it waits, or why it lies in the bin if no editor put it there, as a sentence."""
        is_set_aside = self.status == self.Status.PENDING or (self.status == self.Status.BIN and not self.status_before)
        return moderation.in_words(self.why, self.why_detail) if is_set_aside else ""

    def clean(self) -> None:
        super().clean()
        if self.parent and self.parent.article_id != self.article_id:
            raise ValidationError({"parent": _("That comment stands under another article: choose one of this.")})

    def check_writing(self) -> None:
        """Raises ValidationError, by field, where this is nothing that a reader may send."""
        self.tidy()
        # What nobody would see is nothing.
        self.name, self.text = (text.strip() if moderation.seen_as(text) else "" for text in (self.name, self.text))
        self.clean_fields(exclude=["public_id", "article", "parent", "author", "person", "is_decided"])
        self.clean()
        if self.parent and self.parent.status != self.Status.APPROVED:
            raise ValidationError({"parent": _("The comment that you answer is no longer there: write yours alone.")})

    # --- Verbs. Each gives the instant of the change, by which it can be undone; None where nothing had to be changed.

    def approve(self) -> datetime | None:
        return self.go(self.Status.APPROVED)

    def hold(self) -> datetime | None:
        return self.go(self.Status.PENDING)

    def mark_spam(self) -> datetime | None:
        return self.go(self.Status.SPAM)

    def bin(self) -> datetime | None:
        return self.go(self.Status.BIN)

    def go(self, status: "Comment.Status") -> datetime | None:
        """Change the state and the article's count. Safe to repeat."""
        at = Comment.objects.with_keys([self.pk]).move(status)
        self.refresh_from_db(fields=["status", "status_at", "status_before", "why"])
        return at

    @transaction.atomic
    def answer(self, text: str, *, by: Any) -> "Comment":
        """What a moderator says to it, shown at once; what is held is approved with it. To undo it undoes both.

        Raises what Article.add_comment does; ValidationError too where this lies in the bin or is spam.
        """
        self.refresh_from_db(fields=["status"])
        approved_at = self.approve() if self.status == self.Status.PENDING else None
        reply = self.article.add_comment(moderation.Writing(name=public_name(by), text=text), by=by, parent=self)
        reply.status_at, reply.status_before = approved_at or reply.status_at, self.Status.BIN
        reply.save(update_fields=["status_at", "status_before"])
        return reply

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        outcome = super().delete(*args, **kwargs)
        Comment.objects.recount([self.article_id])
        return outcome


def public_name(user: Any) -> str:
    """What an editor is called under an article: as in bylines, else as in the account, but never by the address."""
    person, name = Person.objects.filter(user=user).first(), user.get_full_name()
    if person is None and name == user.email:
        return SiteIdentity.objects.current().name
    return person.name if person else name
