"""What the desk asks of articles and pages."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from .public import PublicationQuerySet

if TYPE_CHECKING:
    from articles.models import Article


# As text, below what a database can hold.
LONGEST_KEY = 18


class EditedAtDesk[Row: models.Model](PublicationQuerySet[Row]):
    """Of articles and pages alike."""

    def with_edits(self) -> Self:
        """`edited_by`: whose edit waits beside each; '' where nobody is known, None where none waits."""
        kind = ContentType.objects.get_for_model(self.model)
        copies = apps.get_model("revisions", "WorkingCopy")._default_manager
        mine = copies.filter(content_type=kind, object_id=OuterRef("pk"))
        name = Coalesce(NullIf("author__name", Value("")), "author__email", Value(""), output_field=models.CharField())
        return self.annotate(edited_by=Subquery(mine.values_list(name)[:1]))

    def edited(self) -> Self:
        """Those beside which an edit waits."""
        return self.with_edits().filter(edited_by__isnull=False)

    def in_state(self, status: str) -> Self:
        return self.filter(status=status)

    def in_review(self) -> Self:
        """What waits for a decision, the longest first."""
        return self.in_state("review").order_by("status_at", "pk")

    def sent_back(self) -> Self:
        """Drafts of which changes are asked for, the longest first."""
        return self.in_state("draft").exclude(review_note="").order_by("status_at", "pk")

    def out_of_bin(self) -> Self:
        return self.exclude(status="bin")


class AtDesk(EditedAtDesk["Article"]):
    def own(self, user: Any) -> Self:
        """What they began, or what bears their byline."""
        bylines = apps.get_model("articles", "Byline")._default_manager.filter(person__user=user.pk)
        return self.filter(Q(created_by=user.pk) | Q(pk__in=bylines.values("article")))

    def in_hand_of(self, user: Any) -> Self:
        """What they began and readers do not have yet, what lies in the bin included."""
        return self.filter(created_by=user.pk).exclude(status__in=("published", "withdrawn"))

    def hand_over(self, leaver: Any, successor: Any, *, by: Any) -> None:
        """Have `successor` go on with what `leaver` has in hand, and write it into each one's history."""
        handed = list(self.in_hand_of(leaver).only("pk", "title"))
        said = _("Handed over from %(leaver)s to %(successor)s") % {"leaver": leaver, "successor": successor}
        if handed:
            LogEntry.objects.log_actions(by.pk, handed, CHANGE, said)
            self.filter(pk__in=[each.pk for each in handed]).update(created_by=successor.pk)

    def translations_of(self, article: "Article") -> Self:
        """The others of its translation group, whatever their state."""
        return self.filter(translation_group=article.translation_group).exclude(pk=article.pk).order_by("pk")

    def placed(self, language: str) -> Self:
        """What has a place on the front page of a language, in order."""
        return self.filter(front_rank__isnull=False, language=language).order_by("front_rank", "-published_at", "pk")

    def by_key(self, key: str) -> "Article | None":
        """The one with a key that somebody sent."""
        return self.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY else None

    def by_slug(self, slug: str) -> "Article | None":
        """The one whose address this is, or will be."""
        return self.filter(slug=slug).order_by("pk").first()
