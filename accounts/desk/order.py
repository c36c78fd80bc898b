"""In which order the desk names what it holds: as an editor works, not as the alphabet goes."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Title -> models, or apps where all of theirs follow one another. What nobody names here is of the machinery.
SHELVES: dict[str, tuple[Promise, list[str]]] = {
    "newsroom": (
        _("Newsroom"),
        [
            *("articles.article", "pages.page", "library.image", "library.document", "library.reference"),
            "articles.comment",
        ],
    ),
    "subjects": (
        _("People and subjects"),
        ["articles.person", "articles.category", "articles.series", "articles.tag", "articles.country"],
    ),
    "site": (
        _("The site"),
        [
            *("identity.menuitem", "identity.siteidentity", "identity.sociallink", "pages.spot", "pages.riskoutlook"),
            "articles.strictness",
        ],
    ),
    "jobs": (_("Jobs"), ["jobs"]),
    "accounts": (_("Accounts"), ["accounts", "auth", "admin", "account", "mfa", "usersessions"]),
    "mail": (_("Mail and addresses"), ["mail", "addresses"]),
    "machinery": (_("Machinery"), []),
}


def place_of(model: Any) -> tuple[str, int]:
    """Its shelf, and where it stands there."""
    for shelf, (_title, names) in SHELVES.items():
        for number, name in enumerate(names):
            if name in (model._meta.label_lower, model._meta.app_label):
                return shelf, number
    return "machinery", 0


def on_shelves(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of apps as one of shelves."""
    shelves: dict[str, Any] = {key: {"name": title, "models": []} for key, (title, _names) in SHELVES.items()}
    rows = [row for app in apps for row in app["models"]]
    for row in sorted(rows, key=lambda row: (place_of(row["model"])[1], row["name"])):
        shelves[place_of(row["model"])[0]]["models"].append(row)
    return [shelf for shelf in shelves.values() if shelf["models"]]
