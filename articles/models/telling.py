"""Who is mailed about what becomes of a text: who decides, and who wrote it."""

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as spoken
from django.utils.translation import gettext_lazy as _

from geopolist.mail import kinds

from .publication import PublicationStatus

if TYPE_CHECKING:
    from .editing import Edited

logger = logging.getLogger("geopolist.articles")
Status = PublicationStatus
EXAMPLE = {
    "title": "Soundings",
    "person": "G. Parallel",
    "link": "https://www.example.org/admin/articles/article/1/change/",
}
NOTED = EXAMPLE | {"note": "Name the strait."}

kinds.register(
    "review_asked", label=_("A text waits for review, for editors"), placeholders=NOTED, required=["link"],
    long=["note"],
)  # fmt: skip
kinds.register(
    "changes_asked", label=_("Changes are asked for, for who wrote it"), placeholders=NOTED, required=["link"],
    long=["note"],
)  # fmt: skip
kinds.register(
    "decided", label=_("A text is approved, published or withdrawn, for who wrote it"),
    placeholders=EXAMPLE | {"what": "Published"}, required=["link"],
)  # fmt: skip


def tell(row: "Edited", before: str, *, by: Any, note: str) -> None:
    """Mail what `by` has just made of `row`, which stood in the state `before`, to everybody else whom it concerns."""
    if row.status == Status.IN_REVIEW:
        mail("review_asked", row, those_who_may(f"{row._meta.app_label}.publish_{row._meta.model_name}"), by, note=note)
    elif row.status == Status.DRAFT and before in (Status.IN_REVIEW, Status.APPROVED):
        mail("changes_asked", row, writers(row), by, note=note)
    elif row.status in (Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN):
        mail("decided", row, writers(row), by)


def mail(kind: str, row: "Edited", people: list[Any], by: Any, **words: str) -> None:
    """One account with a broken address does not keep it from the others."""
    route = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    link = settings.SITE_URL + reverse(route, args=[row.pk])
    for person in people:
        if person.pk == by.pk:
            continue
        language = getattr(person, "language", "") or settings.LANGUAGE_CODE
        values: dict[str, Any] = {"title": row.title, "person": str(by), "link": link, **words}
        if kind == "decided":
            values["what"] = decision(row, language)
        try:
            kinds.send(kind, to=person.email, language=language, **values)
        except ValueError as error:
            logger.error("somebody at the desk takes no mail: %s", error)


def decision(row: "Edited", language: str) -> str:
    """What was decided, in a word or two; with its time where that is still to come."""
    begins = row.published_at
    with translation.override(language):
        if row.status != Status.PUBLISHED or begins is None or begins <= timezone.now():
            return str(row.get_status_display())
        when = date_format(timezone.localtime(begins), "DATETIME_FORMAT")
        return spoken("Scheduled for %(when)s") % {"when": f"{when} ({timezone.get_current_timezone_name()})"}


def writers(row: "Edited") -> list[Any]:
    """Whoever began it or signs it, and may enter the desk."""
    people = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    return list(people.filter(row.written_by()).order_by("pk").distinct())


def those_who_may(permission: str) -> list[Any]:
    """Everybody at the desk with a permission of this name, as app.codename."""
    app, codename = permission.split(".")
    right = {"content_type__app_label": app, "codename": codename}
    own = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    shared = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    people = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    return list(people.filter(Q(is_superuser=True) | own | shared).order_by("pk").distinct())
