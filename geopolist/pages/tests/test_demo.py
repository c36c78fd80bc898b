"""The demonstration: loaded whole, never where it could do harm, and removed without a trace."""

import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from PIL import Image as Picture

from accounts.models import User
from articles.models import Article, Category, Comment, Country, Person, Series
from articles.moderation import Rules, Writing, judge
from articles.tests.make import make_article
from geopolist.addresses.models import Address
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink
from geopolist.library import store
from geopolist.library.models import Document, Image, Reference
from geopolist.pages.demo import accounts, discussion, loading, media, reading
from geopolist.pages.models import Page, RiskOutlook, Spot
from geopolist.worker.checks import refuse_to_serve

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
# A live blog, a film with a reference, a file, an original with its comments, a recording, a translation.
FEW = ("28-", "37-", "43-", "45-", "56-", "61-")
WHOLE_TEXTS, WHOLE_TABLE = reading.texts, reading.table
Run = Callable[..., str]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """A handful of the articles, plain pictures, and folders of their own."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    for storage in (Image._meta.get_field("original").storage, Document._meta.get_field("file").storage):
        monkeypatch.setitem(vars(storage), "location", str(tmp_path / "private"))
        monkeypatch.setitem(vars(storage), "base_location", str(tmp_path / "private"))
    monkeypatch.setattr(store, "private", lambda: Image._meta.get_field("original").storage)

    def texts(folder: str) -> list[reading.Text]:
        whole = WHOLE_TEXTS(folder)
        return [text for text in whole if text.name.startswith(FEW)] if folder == "articles" else whole

    def table(name: str) -> dict[str, Any]:
        whole = WHOLE_TABLE(name)
        if name == "comments":
            slugs = {loading.slug_of(text) for text in texts("articles")}
            whole["comment"] = [entry for entry in whole["comment"] if entry["article"] in slugs]
        return whole

    monkeypatch.setattr(reading, "texts", texts)
    monkeypatch.setattr(reading, "table", table)
    monkeypatch.setattr(media, "draw_all", lambda recipes: {recipe: plain_picture(recipe) for recipe in recipes})


def plain_picture(recipe: str) -> bytes:
    buffer = io.BytesIO()
    Picture.new("RGB", (320, 213), f"#{hash(recipe) % 0xFFFFFF:06x}").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any) -> Run:
    """`manage.py demo` with these words; returns what it says."""

    def answer(*words: str) -> str:
        out = io.StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("demo", *words, stdout=out)
        return out.getvalue()

    return answer


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# --- Loading


@pytest.mark.usefixtures("few")
def test_it_is_loaded_whole(run: Run, client: Client) -> None:
    said = run("--now", NOW.isoformat())

    assert [model.objects.count() for model in (Article, Page)] == [len(FEW), len(WHOLE_TEXTS("pages"))]
    for model in (Category, Person, Series, Comment, RiskOutlook, MenuItem, SocialLink, Image, Document):
        assert (model.__name__, model.objects.exists()) == (model.__name__, True)
    assert SiteIdentity.objects.get().is_demo
    assert Country.objects.exclude(region=None).exists()
    assert said.startswith("Drawing covers …\nWriting articles …\nDemonstration accounts")
    for article in Article.objects.all():
        page = client.get(article.get_absolute_url())
        assert (article.slug, page.status_code, "data-demo" in page.text) == (article.slug, 200, False)


@pytest.mark.usefixtures("few")
def test_all_dates_lead_up_to_now(run: Run) -> None:
    run("--now", NOW.isoformat())

    assert all(NOW - timedelta(days=3 * 365) < article.published_at <= NOW for article in Article.objects.all())
    assert all(
        article.published_at <= comment.created_at <= NOW
        for comment in Comment.objects.select_related("article")
        for article in [comment.article]
    )


@pytest.mark.usefixtures("few")
def test_the_same_instant_gives_the_same_site(run: Run) -> None:
    def loaded() -> dict[str, list[Any]]:
        run("--now", NOW.isoformat())
        found = {
            model.__name__: [{name: row[name] for name in row if not is_number_of_row(name)} for row in rows_of(model)]
            for model in (Article, Page, Category, Series, Person, Comment, Image, Document, Reference, Address)
        }
        run("--remove")
        return found

    first, second = loaded(), loaded()

    assert all(first.values())
    assert second == first


def rows_of(model: type[Any]) -> list[dict[str, Any]]:
    return list(model._base_manager.order_by("pk").values())


def is_number_of_row(name: str) -> bool:
    """Whether a field holds the number of a row, or what is made of such numbers: a database never gives one twice."""
    return name != "public_id" and (name.endswith("_id") or name in ("id", "furniture", "fingerprint"))


@pytest.mark.usefixtures("few")
def test_translations_are_tied_to_their_originals(run: Run) -> None:
    run()

    turkish = Article.objects.get(language="tr")
    assert (
        Article.objects.get(language="en", translation_group=turkish.translation_group).slug
        == reading.texts("articles")[-1].head["translation_of"]
    )


@pytest.mark.usefixtures("few")
def test_its_accounts_can_sign_in_and_their_password_is_kept_for_the_owner_alone(run: Run, client: Client) -> None:
    said = run()

    file = accounts.file()
    password = re.search(r"password of all: (\S+)", said)[1]
    assert file.read_text().strip() in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(password) >= 20
    signed_in = []
    for email in accounts.PEOPLE:
        client.post("/accounts/login/", {"login": email, "password": password})
        signed_in.append(int(client.session["_auth_user_id"]) == User.objects.get(email=email).pk)
        client.post("/accounts/logout/")
    assert signed_in == [True] * 6


# --- Refusing


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("words", [(), ("--if-empty",)])
def test_a_live_site_is_never_filled(run: Run, settings: Any, words: tuple[str, ...]) -> None:
    settings.IS_LIVE = True

    with pytest.raises(CommandError, match="SITE_URL is https: the demonstration is for this machine only"):
        run(*words)

    assert Article.objects.count() == 0


@pytest.mark.usefixtures("few")
def test_a_site_with_content_is_left_alone(run: Run) -> None:
    make_article("Ours")

    with pytest.raises(CommandError, match="The site has content already"):
        run()

    assert run("--if-empty") == ""
    assert Article.objects.count() == 1


@pytest.mark.usefixtures("few")
def test_a_site_that_has_a_name_is_left_alone(run: Run) -> None:
    SiteIdentity.objects.create(name="Straits")

    with pytest.raises(CommandError, match="The site has content already"):
        run()

    assert SiteIdentity.objects.get().name == "Straits"


@pytest.mark.usefixtures("few")
def test_an_empty_site_is_filled_once_without_a_word_of_the_accounts(run: Run) -> None:
    first, second = run("--if-empty"), run("--if-empty")

    assert (first, second) == ("Drawing covers …\nWriting articles …\n", "")
    assert Article.objects.count() == len(FEW)


@pytest.mark.usefixtures("few")
def test_half_a_demonstration_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise OSError("No space left")

    monkeypatch.setattr(accounts, "make", fail)

    with pytest.raises(OSError, match="No space left"):
        run()

    assert loading.is_untouched()


@pytest.mark.parametrize("words", [(), ("--remove",), ("--if-empty",)])
def test_before_there_are_tables_it_says_what_comes_first(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("geopolist.worker.preparing.pending_migrations", lambda: True)

    with pytest.raises(CommandError, match=r"^The database is not prepared: run `python manage.py migrate` first"):
        run(*words)


# --- Under an address of the internet


@pytest.mark.parametrize(
    ("is_live", "is_demo", "is_refused"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_it_is_neither_served_nor_taken_for_fit(settings: Any, is_live: bool, is_demo: bool, is_refused: bool) -> None:
    settings.IS_LIVE = is_live
    SiteIdentity.objects.create(is_demo=is_demo)
    reasons = [error.msg for error in run_checks(include_deployment_checks=True) if error.id == "pages.E001"]

    assert reasons == ["SITE_URL is https, and this site holds the demonstration."] * is_refused
    assert "pages.E001" not in {error.id for error in run_checks()}
    if is_refused:
        with pytest.raises(CommandError, match=r"Remove it: python manage.py demo --remove"):
            refuse_to_serve()
    else:
        refuse_to_serve()


def test_a_site_without_tables_is_not_taken_for_it(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_objects: Any) -> SiteIdentity:
        raise OperationalError("no such table")

    settings.IS_LIVE = True
    monkeypatch.setattr(type(SiteIdentity.objects), "current", fail)

    refuse_to_serve()


@pytest.mark.parametrize(("is_live", "signed_in"), [(True, False), (False, True)])
def test_nobody_signs_in_to_it_there(client: Client, settings: Any, is_live: bool, signed_in: bool) -> None:
    SiteIdentity.objects.create(is_demo=True)
    accounts_said = accounts.make()
    settings.IS_LIVE = is_live
    password = re.search(r"password of all: (\S+)", accounts_said)[1]

    answer = client.post("/accounts/login/", {"login": f"chief@{accounts.DOMAIN}", "password": password})

    assert ("_auth_user_id" in client.session) is signed_in
    if not signed_in:
        assert answer.context["form"].non_field_errors() == [
            "This site holds the demonstration: nobody signs in to it until `manage.py demo --remove` was run."
        ]


def test_an_instant_that_is_none_is_refused(run: Run) -> None:
    with pytest.raises(CommandError, match="invalid instant value: 'tomorrow'"):
        run("--now", "tomorrow")


# --- Removing

# What is not content: made by migrations, or the framework's own.
KEPT = {
    "addresses.Address",
    "articles.Country",
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
    "identity.SiteIdentity",
    "sessions.Session",
}


@pytest.mark.usefixtures("few")
def test_nothing_of_it_stays(run: Run, tmp_path: Path, client: Client) -> None:
    def counts() -> dict[str, int]:
        found: dict[str, int] = {}
        for model in apps.get_models():
            found[model._meta.label] = model._base_manager.count()
        return found

    before = counts()
    run()
    client.post("/accounts/login/", {"login": "chief@demo.geopolist.example", "password": "x"})
    articles = Article.objects.count()
    files = [files_below(tmp_path / name) for name in ("media", "private")]

    said = run("--remove")

    assert said == f"Removed the demonstration: {articles} articles, its people, pages, pictures and accounts.\n"
    assert all(files)
    assert [files_below(tmp_path / name) for name in ("media", "private")] == [[], []]
    assert not accounts.file().exists()
    after = counts()
    assert {label: count for label, count in after.items() if count and label not in KEPT and not is_tally(label)} == {}
    # Countries are every site's, and stay where they live.
    assert after["articles.Country"] == before["articles.Country"]
    assert after["addresses.Address"] == before["addresses.Address"]
    assert (SiteIdentity.objects.get().name, SiteIdentity.objects.get().is_demo) == ("Geopolist", False)


def is_tally(label: str) -> bool:
    """Counts of tries and beats of the worker, which are nobody's content."""
    return label.split(".")[0] in ("guard", "worker", "django_tasks_database")


@pytest.mark.usefixtures("few")
def test_what_was_added_to_it_is_counted_and_not_removed_by_a_word(run: Run) -> None:
    run()
    article = make_article("Ours")
    Comment.objects.create(article=article, name="Reader", text="A thought")
    Spot.objects.create(place="side", sponsor="A shipyard", text="Boats.")

    with pytest.raises(CommandError) as refused:
        run("--remove")

    assert str(refused.value) == (
        "Not of the demonstration, but removed with it: articles (1), comments (1), advertisements (1). Nothing was"
        " removed: add --yes if they may go."
    )
    assert Article.objects.count() == len(FEW) + 1
    run("--remove", "--yes")
    assert (Article.objects.count(), Spot.objects.count()) == (0, 0)
    assert SiteIdentity.objects.get().prepared["spots"] == []


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("answer", "left"), [("n", len(FEW) + 1), ("", len(FEW) + 1), ("y", 0)])
def test_who_sits_before_it_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, left: int) -> None:
    run()
    make_article("Ours")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)

    with nullcontext() if answer == "y" else pytest.raises(CommandError, match="Nothing was removed"):
        run("--remove")

    assert Article.objects.count() == left


@pytest.mark.usefixtures("few")
def test_what_was_removed_comes_back_only_when_asked_for(run: Run) -> None:
    run()
    run("--remove")

    run("--if-empty")
    between = Article.objects.count()
    run()

    assert (between, Article.objects.count()) == (0, len(FEW))


@pytest.mark.usefixtures("few")
def test_a_site_that_becomes_real_may_remove_it(run: Run, settings: Any) -> None:
    run()
    settings.IS_LIVE = True

    run("--remove")

    assert Article.objects.count() == 0


def test_a_real_site_loses_nothing(run: Run) -> None:
    SiteIdentity.objects.create(name="Straits")
    make_article("Ours")

    with pytest.raises(CommandError, match="This site does not hold the demonstration: nothing was removed"):
        run("--remove")

    assert Article.objects.count() == 1


def test_what_waits_and_what_was_refused_is_so_by_the_sites_own_rules() -> None:
    site, approved = SiteIdentity(), set()
    discussion.name_words(site)
    reasons: dict[str, set[str]] = {status: set() for status in Comment.Status.values}

    for entry in discussion.entries():
        comment = discussion.filled(entry, Article(published_at=NOW), None, NOW) if "name" in entry else None
        if comment is not None and not comment.status_before:
            writing = Writing(name=comment.name, text=comment.text, email=comment.email)
            verdict = judge(writing, Rules.of(site), is_trusted=False, was_approved=comment.name in approved)
            reasons[comment.status].add(verdict.why)
            approved |= {comment.name} if comment.status == "approved" else set()

    assert (reasons["pending"], reasons["bin"]) == ({"links", "words", "first"}, {"refused"})


def test_what_lies_in_the_bin_is_not_emptied_on_the_first_day() -> None:
    old = Article(published_at=NOW - timedelta(days=300))

    thrown_out = [
        comment.status_at
        for entry in discussion.entries()
        if entry.get("status") == "bin"
        for comment in [discussion.filled(entry, old, None, NOW)]
    ]

    assert len(thrown_out) == 2
    assert min(thrown_out) > NOW - timedelta(days=1)
