"""Whether an article is ready for readers: what the checklist looks at, how strict it is, and what was let pass."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import checklist
from articles.checklist import Finding, PictureFacts, Severity
from geopolist.identity import links
from geopolist.library.models import Image

if TYPE_CHECKING:
    from .article import Article

# No text has more that anybody would look at.
LINKS = 100


class Strictness(models.Model):
    """How strict one rule is, where it is not as it comes."""

    rule = models.CharField(
        _("rule"), max_length=20, unique=True, choices=[(name, rule.label) for name, rule in checklist.RULES.items()]
    )
    severity = models.CharField(_("what it does"), max_length=5, choices=Severity)

    class Meta:
        verbose_name = _("rule of the checklist")
        verbose_name_plural = _("rules of the checklist")

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.get_severity_display()}"


class Override(models.Model):
    """What blocked one article, and may stand all the same."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="overrides")
    rule = models.CharField(_("rule"), max_length=20)
    subject = models.CharField(_("what of it"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by"))
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("exception to the checklist")
        verbose_name_plural = _("exceptions to the checklist")
        constraints = [models.UniqueConstraint(fields=["article", "rule", "subject"], name="one_override_each")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


def severities() -> dict[str, Severity]:
    return {row.rule: Severity(row.severity) for row in Strictness.objects.all() if row.rule in checklist.RULES}


def findings(article: "Article", *, bylines: int) -> list[Finding]:
    """All that is to be said of the article as it is at hand, saved or not. Two queries, and one for each link within
    the site."""
    return checklist.check(facts(article, bylines=bylines), severities())


def facts(article: "Article", *, bylines: int) -> checklist.Facts:
    wanted = article.needs
    cover = article.cover.public_id if article.cover else ""
    pictures = Image.objects.filter(public_id__in={*wanted.images, cover} - {""})
    return checklist.Facts(
        title=article.title,
        standfirst=article.standfirst,
        body=article.body,
        cover=cover,
        has_primary_category=article.primary_category_id is not None,
        bylines=bylines,
        seo_title=article.seo_title,
        seo_description=article.seo_description,
        today=timezone.localdate(),
        pictures={
            image.public_id: PictureFacts(
                str(image), image.alt, image.decorative, image.credit, image.licence, image.licence_ends
            )
            for image in pictures
        },
        dead=dead_among(wanted.links),
    )


def dead_among(paths: Iterable[str]) -> frozenset[str]:
    """Those that lead nowhere. A query for each of the first LINKS."""
    return frozenset(path for path in [*paths][:LINKS] if not links.is_answered(path))


def blocking(article: "Article", found: list[Finding]) -> list[Finding]:
    """Those that nobody has let pass. One query where any blocks."""
    blocks = [each for each in found if each.severity == Severity.BLOCK]
    if not blocks:
        return []
    passed = set(Override.objects.filter(article=article).values_list("rule", "subject"))
    return [each for each in blocks if (each.rule, each.subject) not in passed]
