"""The access matrix: every name of the resolver, every role, as access.py says."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import roles
from accounts.tests.make import make_user
from articles.models import Country, Strictness
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_country,
    make_draft,
    make_person,
    make_series,
    make_site,
    make_tag,
)
from geopolist.addresses.models import Address
from geopolist.identity.models import MenuItem, SocialLink
from geopolist.library.models import Reference
from geopolist.library.tests.make import make_document, make_image
from geopolist.mail.kinds import KINDS
from geopolist.mail.models import MailText, Message
from geopolist.pages.models import Page, RiskOutlook, Spot
from geopolist.revisions.models import PreviewLink
from geopolist.tests.access import ACCOUNTS, ADDRESSES, DESK, EXPORTED, MODELS, READERS, ROLES
from geopolist.worker.models import Heartbeat, ScheduledJob

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
ROWS = READERS | ADDRESSES | ACCOUNTS | DESK


# --- Every route has a row

# What stands in for things that fixtures make: only routes are asked for, which need no such thing.
ANYTHING = {
    **{
        "private": "x",
        "public": "x",
        "media": "/media/x.jpg",
        "type": 1,
        "article": 1,
        "live": 1,
        "page": 1,
        "user": 1,
    },
    **{"token": "x", "revision": 1, "link": 1, "comment": 1, "image": "x"},
}


def routes(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every route, joined as the resolver does, with its name; an empty one where it has none."""
    for pattern in resolver.url_patterns:
        own = str(pattern.pattern)
        route = before + (own.removeprefix("^") if before else own)
        if isinstance(pattern, URLPattern):
            yield route, f"{space}{pattern.name}" if pattern.name else ""
        else:
            yield from routes(pattern, route, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def paths() -> Iterator[tuple[str, str]]:
    """A path for each row, with the name of its route."""
    for name, row in (READERS | ACCOUNTS | DESK).items():
        # The admin's last route, which takes every path that is left, has no name.
        yield row.path.format(**ANYTHING).partition("?")[0], "" if name == "admin" else name
    for model in MODELS:
        base, name = f"/admin/{model.replace('.', '/')}/", f"admin:{model.replace('.', '_')}"
        yield base, f"{name}_changelist"
        yield f"{base}add/", f"{name}_add"
        if model in EXPORTED:
            yield f"{base}export/csv/", f"{name}_export"
        yield from ((f"{base}1/{action}/", f"{name}_{action}") for action in ("change", "delete", "history"))
        # Nameless too, and Django's own: leads on to the page of one object.
        yield f"{base}1/", ""


def test_every_route_has_a_row_and_every_row_is_answered_by_its_route() -> None:
    """Routes, not names alone: a second route under a name that has a row would stand in nobody's matrix."""
    known = {(resolve(path).route, name) for path, name in paths()}

    assert set(routes(get_resolver())) ^ known == set()


def test_every_model_of_the_desk_has_a_row() -> None:
    assert {model._meta.label_lower for model in admin.site._registry} == set(MODELS)


# --- Who asks


def make_person_of(role: str) -> Any:
    """Somebody in a role, by the first word of its name; bare staff and superusers have none."""
    users, email = get_user_model().objects, f"{role}@example.org"
    if role == "superuser":
        return users.create_superuser(email, "a password")
    if role in ("member", "staff"):
        return users.create_user(email, "a password", is_staff=role == "staff")
    return make_user(next(name for name in roles.ROLES if name.split()[0] == role), password="a password")


def client_of(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "guest":
        client.force_login(make_person_of(role))
    return client


# --- What is asked for


@pytest.fixture
def made() -> dict[str, Any]:
    """One of each thing that rows name."""
    make_site(languages=["tr"])
    make_country("MT")
    economy, person, series = make_category("Economy"), make_person("Odette Fall"), make_series("Metals")
    shelf = {"categories": [economy], "people": [person], "tags": ["Ports"], "series": series, "published_at": MAY}
    public, private, image = make_document(), make_document(), make_image()
    article = make_article(
        "Old address", body=f'<div data-block="file" data-document="{public.public_id}"></div>', **shelf
    )
    article.slug = "public-article"
    article.save()
    article.settle()
    make_article("Turkish", language="tr", **shelf)
    make_draft("Draft article")
    make_article("Scheduled article", published_at=timezone.now() + timedelta(days=1))
    make_article("Withdrawn article").withdraw("An error.")
    for title in ("About", "Withdrawn page"):
        Page(title=title).publish()
    Page.objects.get(title="Withdrawn page").withdraw()
    Page.objects.create(title="Draft page")
    link, token = PreviewLink.objects.make(article, by=None)
    about = Page.objects.get(title="About")
    for row in (article, about):
        row.keep_found()
    return {
        "link": link.pk,
        "token": token,
        "revision": 1,
        "private": private.public_id,
        "public": public.public_id,
        "media": image.picture("card").src,
        "image": image.public_id,
        "type": ContentType.objects.get_for_model(article).pk,
        "article": article.pk,
        "page": about.pk,
        "live": make_article("Live", format="live").pk,
        "comment": make_comment(article).pk,
        "user": get_user_model().objects.create_user("somebody@example.org").pk,
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_every_role_as_its_row_says(role: str, made: dict[str, Any]) -> None:
    client = client_of(role)

    wanted = {name: (row.get[role], row.post[role]) for name, row in ROWS.items()}
    got = {}
    for name, row in ROWS.items():
        path = row.path.format(**made)
        got[name] = client.get(path).status_code, posted(client, path, role)

    assert {name: answer for name, answer in got.items() if answer != wanted[name]} == {}


def posted(client: Client, path: str, role: str) -> int:
    """The status of an empty form sent there; whoever is signed out by it signs in again."""
    status = client.post(path).status_code
    if role != "guest":
        client.force_login(get_user_model().objects.get(email=f"{role}@example.org"))
    return status


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.get["guest"] == 302])
def test_a_stranger_who_is_led_elsewhere_is_led_to_a_page_of_accounts(name: str, made: dict[str, Any]) -> None:
    location = Client().get(ROWS[name].path.format(**made))["Location"]

    assert location.startswith(("/accounts/login/", "/admin/", "/accounts/password/", "/"))


# --- The desk's models


def unseen() -> dict[str, Callable[[], models.Model]]:
    """How to make one of each model that nobody has seen or used yet."""
    owner = lambda: get_user_model().objects.create_user(f"{uuid.uuid4()}@example.org")  # noqa: E731
    now = timezone.now()
    return {
        "articles.article": make_draft,
        "articles.category": make_category,
        "articles.comment": lambda: make_comment(make_draft(), status="pending"),
        "articles.country": lambda: Country.objects.create(code="XX", name="Nowhere", slug="nowhere"),
        "articles.person": make_person,
        "articles.series": make_series,
        "articles.strictness": lambda: Strictness.objects.create(rule="short", severity="off"),
        "articles.tag": lambda: make_tag("Straits"),
        "library.document": make_document,
        "library.image": make_image,
        "library.reference": lambda: Reference.objects.create(text="A chart."),
        "pages.page": lambda: Page.objects.create(title="About"),
        "pages.riskoutlook": lambda: RiskOutlook.objects.create(theatre="Straits"),
        "pages.spot": lambda: Spot.objects.create(place="side", sponsor="A shipyard", text="Boats."),
        "identity.menuitem": lambda: MenuItem.objects.create(label="About", url="/about/"),
        "identity.siteidentity": make_site,
        "identity.sociallink": lambda: SocialLink.objects.create(kind="rss", url="/feed/"),
        "addresses.address": lambda: Address.objects.create(key="/x/", target=make_draft()),
        "mail.mailtext": lambda: MailText.objects.create(kind=next(iter(KINDS)), language="en"),
        "mail.message": lambda: Message.objects.create(message_id="x", kind="x", to="x@example.org", language="en"),
        "worker.heartbeat": lambda: Heartbeat.objects.create(worker="x", started_at=now, ticked_at=now),
        "worker.scheduledjob": lambda: ScheduledJob.objects.create(name="x", due_at=now),
        "django_tasks_database.dbtaskresult": lambda: DBTaskResult.objects.create(
            task_path="articles.models.filing.refile", args_kwargs={"args": [], "kwargs": {}}, backend_name="default"
        ),
        "accounts.user": owner,
        "admin.logentry": lambda: LogEntry.objects.create(user=owner(), action_flag=CHANGE, object_repr="A chart"),
        "auth.group": lambda: Group.objects.create(name="Interns"),
        "account.emailaddress": lambda: EmailAddress.objects.create(user=owner(), email="x@example.org"),
        "mfa.authenticator": lambda: Authenticator.objects.create(user=owner(), type="totp", data={}),
        "usersessions.usersession": lambda: UserSession.objects.create(user=owner(), session_key="x", ip="127.0.0.1"),
    }


def test_there_is_something_of_every_model_to_ask_for() -> None:
    assert set(unseen()) == set(MODELS)


def asked(client: Client, model: str, obj: models.Model) -> dict[str, str]:
    """What the desk answers this client, by GET and by POST."""
    base = f"/admin/{model.replace('.', '/')}/"
    paths = {
        "list": ("l", base),
        "page": ("v", f"{base}{obj.pk}/change/"),
        "history": ("v", f"{base}{obj.pk}/history/"),
        "add": ("a", f"{base}add/"),
        "delete": ("d", f"{base}{obj.pk}/delete/"),
        **({"export": ("v", f"{base}export/csv/")} if model in EXPORTED else {}),
    }
    answers = {name: client.get(path).status_code for name, (_letter, path) in paths.items()}
    answers["POST list"] = client.post(base).status_code
    answers["POST page"] = client.post(paths["page"][1]).status_code
    answers["POST add"] = client.post(paths["add"][1]).status_code
    answers["POST delete"] = client.post(paths["delete"][1]).status_code
    return answers


def expected(rights: str, refused: int) -> dict[str, set[int]]:
    """The statuses that fit `rights`; a form that was sent empty comes back, or is already whole."""

    def may(letter: str, *statuses: int) -> set[int]:
        return set(statuses or (200,)) if letter in rights else {refused}

    return {
        "list": may("l"),
        "page": may("v"),
        "history": may("v"),
        "export": may("l"),
        "add": may("a"),
        "delete": may("d"),
        "POST list": may("l", 200, 302),
        "POST page": may("c", 200, 302),
        "POST add": may("a", 200, 302),
        "POST delete": may("d", 200, 302),
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_the_desk_lets_each_role_do_what_its_row_says(model: str, role: str) -> None:
    rights = MODELS[model].get(role, "")
    obj = unseen()[model]()

    answers = asked(client_of(role), model, obj)

    wanted = expected(rights, 302 if role in ("guest", "member") else 403)
    if model == "identity.siteidentity" and rights:
        wanted["list"] = wanted["POST list"] = {302}  # there is one: the list leads to its form
    assert {name: status for name, status in answers.items() if status not in wanted[name]} == {}
    assert isinstance(obj, apps.get_model(model))


def test_an_editor_reads_what_was_public_and_cannot_delete_it() -> None:
    article, client = make_article(), client_of("editor")
    base = f"/admin/articles/article/{article.pk}"

    assert (client.get(f"{base}/change/").status_code, client.get(f"{base}/delete/").status_code) == (200, 403)
