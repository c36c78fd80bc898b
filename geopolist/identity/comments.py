"""How the site takes comments: part of its one row, and of its form."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# Longer lists would be read for every comment, and with every change of the site's row.
LONGEST_LIST = 20_000
# Of the site's row, what no page prints.
WORDS = ("comments_held_words", "comments_refused_words")
FIELDS = (
    "comments_close_after", "comments_hold_all", "comments_hold_first", "comments_links", *WORDS, "comments_mail"
)  # fmt: skip


class CommentMail(models.TextChoices):
    """Which comments editors are told of."""

    EVERY = "every", _("Every comment")
    HELD = "held", _("What is held")
    NONE = "none", _("None")


class WithCommentRules(models.Model):
    """Mixed into the site's row. The rules are for what comes in: what was decided before stays as it is."""

    CommentMail = CommentMail

    comments_close_after = models.PositiveSmallIntegerField(
        _("comments close after, in days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Counted from publication. Empty: never. An article may have a number of its own."),
    )
    comments_hold_all = models.BooleanField(_("hold every comment"), default=False)
    comments_hold_first = models.BooleanField(
        _("hold a writer's first comments"), default=True, help_text=_("Until one of them has been approved.")
    )
    comments_links = models.PositiveSmallIntegerField(
        _("hold comments with so many links"),
        null=True,
        blank=True,
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("With so many or more. Empty: any number may pass."),
    )
    comments_held_words = models.TextField(
        _("words that are held"),
        blank=True,
        max_length=LONGEST_LIST,
        help_text=_(
            "One a line, looked for inside words too, in text, name, website, e-mail address, network address and "
            "browser: “press” finds “WordPress”."
        ),
    )
    comments_refused_words = models.TextField(
        _("words that are refused"),
        blank=True,
        max_length=LONGEST_LIST,
        help_text=_("As above, but such a comment goes into the bin."),
    )
    comments_mail = models.CharField(
        _("mail editors about"), max_length=5, choices=CommentMail, default=CommentMail.HELD
    )

    class Meta:
        abstract = True
