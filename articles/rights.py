"""Who may do what with an article, beside Django's own permissions on the model. Asked by every way in."""

from typing import Any

from articles.models import Article

EDIT_OTHERS, PUBLISH, PUBLISH_OWN = (f"articles.{name}_article" for name in ("edit_others", "publish", "publish_own"))


def is_own(user: Any, article: Article) -> bool:
    """Whether they began it, or it bears their byline. At most one query."""
    if article.created_by_id is not None and article.created_by_id == user.pk:
        return True
    return article.pk is not None and article.is_signed_by(user)


def may_see(user: Any, article: Article) -> bool:
    """Whether the desk shows it to them, drafts and history included."""
    may_look = user.has_perm("articles.view_article") or user.has_perm("articles.change_article")
    return may_look and (user.has_perm(EDIT_OTHERS) or is_own(user, article))


def may_publish(user: Any, article: Article | None) -> bool:
    """Whether they may let readers have it; None: anything at all. Authors their own, in sections that allow it."""
    if user.has_perm(PUBLISH):
        return True
    if article is None or not user.has_perm(PUBLISH_OWN) or not is_own(user, article):
        return False
    return article.primary_category is not None and article.primary_category.authors_publish


def may_edit(user: Any, article: Article) -> bool:
    """Whether they may change it. What is approved, public or withdrawn is changed by who may publish it."""
    if not user.has_perm("articles.change_article"):
        return False
    if not (user.has_perm(EDIT_OTHERS) or is_own(user, article)):
        return False
    return not article.is_settled_on or may_publish(user, article)
