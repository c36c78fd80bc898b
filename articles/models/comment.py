"""What readers say under an article. A comment has no life without its article."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import plain
from articles.querysets import CommentQuerySet
from geopolist.lib.ids import public_id
from geopolist.lib.text import initials, one_line, without_controls

from .person import Person


class Comment(models.Model):
    """Plain text. The address and the mail address behind it are shown to nobody but editors."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Held")
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Spam")
        BIN = "bin", _("In the bin")

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
    name = models.CharField(_("name"), max_length=245)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=65_525)
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.PENDING)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["article", "status", "created_at"], name="comment_thread"),
            models.Index(fields=["status", "-created_at"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.text = one_line(self.name), without_controls(self.text)
        super().save(*args, **kwargs)
        Comment.objects.recount([self.article_id])

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

    def clean(self) -> None:
        super().clean()
        if self.parent and self.parent.article_id != self.article_id:
            raise ValidationError({"parent": _("That comment stands under another article: choose one of this.")})

    # --- Verbs

    def approve(self) -> None:
        self.go(self.Status.APPROVED)

    def hold(self) -> None:
        self.go(self.Status.PENDING)

    def mark_spam(self) -> None:
        self.go(self.Status.SPAM)

    def bin(self) -> None:
        self.go(self.Status.BIN)

    def go(self, status: "Comment.Status") -> None:
        """Change the state and the article's count. Safe to repeat."""
        self.status = status
        self.save(update_fields=["status"])

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        outcome = super().delete(*args, **kwargs)
        Comment.objects.recount([self.article_id])
        return outcome
