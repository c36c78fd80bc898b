"""What editors are mailed. Words and the way out are geopolist.mail's."""

import logging
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Comment, those_who_may
from geopolist.lib.text import shorten
from geopolist.mail import kinds

logger = logging.getLogger("geopolist.articles")

# In one mail: so many are counted, and so many of them quoted.
MOST, QUOTED, LONGEST = 1000, 10, 300

kinds.register(
    "new_comments",
    label=_("New comments, for editors"),
    placeholders={
        "count": "2",
        "comments": "G. Parallel on “Soundings”\nIt has 4 links.\nAs I wrote elsewhere …",
        "link": "https://www.example.org/admin/articles/comment/",
    },
    required=["link"],
    long=["comments"],
)


@transaction.atomic
def tell_of_comments() -> int:
    """Mail the moderators what came in since this was last called, all in one; gives the number of mails.

    The rule: a comment is told of once, at the next turn of the schedule (see articles.tasks). So a burst of a hundred
    makes one mail to each moderator and not a hundred, and nobody waits longer than a turn. What an editor has decided
    before that is told to nobody. Whether a comment is told at all the setting says when it comes in.
    """
    keys = Comment.objects.take_news(MOST)
    comments = list(Comment.objects.with_keys(keys).undecided().for_queue()[:QUOTED]) if keys else []
    if not comments:
        return 0
    total = Comment.objects.with_keys(keys).undecided().count()
    return sum(tell(person, comments, total) for person in those_who_may("articles.change_comment"))


def tell(person: Any, comments: Collection[Comment], total: int) -> bool:
    """Whether a mail was written: one account with a broken address must not keep it from all others."""
    language = getattr(person, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        quoted = "\n\n".join(quote(comment) for comment in comments)
        link = settings.SITE_URL + reverse("admin:articles_comment_changelist")
    try:
        kinds.send("new_comments", to=person.email, language=language, count=total, comments=quoted, link=link)
    except ValueError as error:
        logger.error("a moderator takes no mail: %s", error)
        return False
    return True


def quote(comment: Comment) -> str:
    """Who, where, why it is held, and how it begins."""
    head = gettext("%(name)s on “%(title)s”") % {"name": comment.name, "title": comment.article.title}
    return "\n".join(filter(None, [head, comment.why_in_words, shorten(comment.text, LONGEST)]))
