"""Every question asked of comments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery

from geopolist.lib.prints import printed
from geopolist.lib.surrogate import changed

if TYPE_CHECKING:
    from articles.models import Comment  # noqa: F401


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status="approved")

    def thread(self) -> Self:
        """What readers see, oldest first."""
        return printed(self.approved().order_by("created_at", "pk"))

    def recount(self, articles: Iterable[int]) -> None:
        """Bring the printed counts of `articles` in step with the approved rows."""
        article_model = apps.get_model("articles", "Article")
        articles = list(articles)
        changed(*(f"{article_model._meta.label_lower}:{pk}" for pk in articles))
        counted = (
            self.model._base_manager.filter(article=OuterRef("pk"), status="approved")
            .order_by()
            .values("article")
            .annotate(total=Count("pk"))
            .values("total")
        )
        article_model._base_manager.filter(pk__in=articles).update(
            comment_count=models.functions.Coalesce(Subquery(counted), 0)
        )

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """As the desk does in bulk; the printed counts follow."""
        articles = set(self.order_by().values_list("article", flat=True))
        deleted = super().delete()
        self.model._default_manager.recount(articles)
        return deleted

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: no manager deletes everything
