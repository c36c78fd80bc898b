"""Who may what: the roles of a newsroom, each a group that is kept equal to this table after every migrate.

docs/editors.md has the same table in words; a test compares the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import User


@dataclass(frozen=True)
class Role:
    """`permissions` are app.codename; app.* is everything of an app, whatever models it has."""

    label: str | Promise
    permissions: frozenset[str] = field(default_factory=frozenset)


def may(acts: str, *models: str) -> set[str]:
    """`may("add change", "articles.article")`: app.add_article, app.change_article."""
    pairs = [model.split(".") for model in models]
    return {f"{app}.{act}_{name}" for app, name in pairs for act in acts.split()}


TAXONOMY = ("articles.category", "articles.country", "articles.person", "articles.series", "articles.tag")
LIBRARY = ("library.image", "library.document", "library.reference")
WHOLE = "view add change delete"

CONTRIBUTOR = (
    may("view add change", "articles.article") | may("view", *TAXONOMY, *LIBRARY) | may("add", *LIBRARY)
)  # fmt: skip
AUTHOR = CONTRIBUTOR | {"articles.publish_own_article"}
EDITOR = (
    AUTHOR
    | may(f"{WHOLE} publish edit_others", "articles.article")
    | may(f"{WHOLE} publish", "pages.page")
    | may(WHOLE, "articles.comment", "pages.riskoutlook", *LIBRARY)
    | may("add change", *TAXONOMY)
)
MODERATOR = may("view add change", "articles.comment")
CHIEF = (
    EDITOR
    | may("delete", *TAXONOMY)
    | may("merge", "articles.category", "articles.person", "articles.tag")
    | may(WHOLE, "articles.strictness", "identity.menuitem", "identity.sociallink", "pages.spot", "mail.mailtext")
    | may("view change", "identity.siteidentity")
    | may("view change invite hand_over", "accounts.user")
    | may("view", "addresses.address", "admin.logentry", "auth.group")
    | {"jobs.*"}
)

ROLES = {
    "contributor": Role(_("contributor"), frozenset(CONTRIBUTOR)),
    "author": Role(_("author"), frozenset(AUTHOR)),
    "editor": Role(_("editor"), frozenset(EDITOR)),
    "moderator": Role(_("moderator"), frozenset(MODERATOR)),
    "jobs manager": Role(_("jobs manager"), frozenset({"jobs.*"})),
    "chief editor": Role(_("chief editor"), frozenset(CHIEF)),
}


def keep_equal(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Give each role's group just the permissions of its table. Other groups stay as they are."""
    for config in apps.get_app_configs():
        # Apps that are migrated after this one have theirs not yet.
        create_permissions(config, verbosity=0, using=using)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission.pk
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, role in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set({known[each] for each in spelt_out(role.permissions, known)})


def spelt_out(permissions: Iterable[str], known: Iterable[str]) -> set[str]:
    """Those of `known` that `permissions` name, one by one or as app.*."""
    wanted = set(permissions)
    return {each for each in known if each in wanted or f"{each.partition('.')[0]}.*" in wanted}


def groups() -> QuerySet[Group]:
    return Group.objects.filter(name__in=ROLES)


def label_of(group: Group) -> str:
    return str(ROLES[group.name].label) if group.name in ROLES else group.name


def given_by(giver: "User") -> QuerySet[Group]:
    """The roles that somebody may give and take: those with no permission that they lack."""
    if giver.is_superuser:
        return groups()
    own = giver.get_all_permissions()
    beyond = [name for name, needed in permissions_of_roles().items() if not needed <= own]
    return groups().exclude(name__in=beyond)


def permissions_of_roles() -> dict[str, set[str]]:
    """By the groups as they are stored. One query."""
    found: dict[str, set[str]] = {name: set() for name in ROLES}
    rows = Permission.objects.filter(group__name__in=ROLES)
    for app, codename, name in rows.values_list("content_type__app_label", "codename", "group__name"):
        found[name].add(f"{app}.{codename}")
    return found
