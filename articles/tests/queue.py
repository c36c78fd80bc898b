"""The queue of comments at the desk, for tests: what it shows, and what its buttons send."""

import re
from typing import Any

from django.contrib.admin.models import LogEntry
from django.test import Client

from articles.models import Comment

QUEUE = "/admin/articles/comment/"


def shown(client: Client, **asked: Any) -> list[str]:
    """The texts that the queue shows, in order."""
    return [comment.text for comment in client.get(QUEUE, asked).context["cl"].result_list]


def act(client: Client, verb: str, comment: Comment, **asked: str) -> Any:
    """Press a button of one comment; where it leads, with what is said there."""
    address = f"{QUEUE}{comment.pk}/{verb}/"
    return client.post(f"{address}?{asked['keep']}" if asked else address, follow=True)


def act_on(client: Client, verb: str, *comments: Comment) -> Any:
    """The action of the list for those that are chosen."""
    return client.post(QUEUE, {"action": verb, "_selected_action": [each.pk for each in comments]}, follow=True)


def said(page: Any) -> list[str]:
    """What the desk says, without its buttons."""
    return [re.sub(r"\s*<button.*?</button>", "", str(message)) for message in page.context["messages"]]


def undo(client: Client, page: Any) -> Any:
    """Press the button beside what was said."""
    [(address, at)] = re.findall(
        r'<button class="button" form="verbs" formaction="([^"]+)" name="at" value="([^"]+)"', page.text
    )
    return client.post(address.replace("&amp;", "&"), {"at": at}, follow=True)


def states(*comments: Comment) -> list[str]:
    found = Comment.objects.in_bulk([each.pk for each in comments])
    return [found[each.pk].status for each in comments]


def log() -> list[tuple[str, str, str]]:
    """(who, to what, what) of everything that was done, the oldest first."""
    rows = LogEntry.objects.order_by("pk").select_related("user")
    return [(str(each.user), each.object_repr, each.get_change_message()) for each in rows]
