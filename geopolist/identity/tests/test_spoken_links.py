"""Links to pages without an object go on in the language being spoken, and change nothing in the default one."""

import re

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from accounts.models import User
from articles.tests.make import make_article, make_category, make_site
from geopolist.identity.chrome import Chrome
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink

pytestmark = pytest.mark.django_db
PASSWORD = "anchor-basin-beacon-cape"


@pytest.fixture(autouse=True)
def site() -> SiteIdentity:
    return make_site()


def spoken(address: str, language: str = "tr") -> str:
    with translation.override(language):
        return Chrome("/").spoken(address)


@pytest.mark.parametrize(
    ("address", "turkish"),
    [
        ("/", "/tr/"),
        ("/blog/", "/tr/blog/"),
        ("/feed/", "/tr/feed/"),
        ("/2026/05/", "/tr/2026/05/"),
        ("/tr/blog/", "/tr/blog/"),
        ("/blog/?page=2", "/tr/blog/?page=2"),
        ("/people/", "/people/?lang=tr"),
        ("/people/#top", "/people/?lang=tr#top"),
        ("/search/?q=a&kind=page", "/search/?q=a&kind=page&lang=tr"),
        ("/search/?q=a&lang=en", "/search/?q=a&lang=en"),
        ("/accounts/login/?next=/admin/", "/accounts/login/?next=/admin/&lang=tr"),
        # What an object lives at, what machines read, the desk, and other sites stay as they are.
        ("/about/", "/about/"),
        ("/category/economy/", "/category/economy/"),
        ("/robots.txt", "/robots.txt"),
        ("/admin/", "/admin/"),
        ("https://example.org/people/", "https://example.org/people/"),
        ("//example.org/people/", "//example.org/people/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("#comments", "#comments"),
    ],
)
def test_an_address_goes_on_in_the_language_being_spoken(address: str, turkish: str) -> None:
    assert (spoken(address), spoken(address, "en"), spoken(address, "ar")) == (turkish, address, address)


def drawn(template: str, path: str = "/", language: str = "tr", **context: object) -> str:
    request = RequestFactory().get(path)
    with translation.override(language):
        return Template("{% load chrome %}" + template).render(Context({"request": request, **context}))


def test_an_object_leads_to_its_list_in_the_language(site: SiteIdentity) -> None:
    economy, article = make_category("Economy"), make_article("Strait")

    found = [drawn("{% spoken it %}", it=each) for each in (economy, article)]
    site.languages = []
    site.save()

    assert found == ["/tr/category/economy/", "/strait/"]
    assert drawn("{% spoken it %}", it=economy) == "/category/economy/"


def test_without_a_request_a_page_is_asked_and_a_list_is_not() -> None:
    template = Template('{% load chrome %}{% spoken "search:search" %} {% spoken "articles:all" %}{% spoken_input %}')

    with translation.override("tr"):
        turkish = template.render(Context())

    assert turkish == '/search/?lang=tr /blog/<input type="hidden" name="lang" value="tr">'
    assert template.render(Context()) == "/search/ /blog/"


def test_menus_and_social_links_go_on_in_the_language() -> None:
    MenuItem.objects.create(label="People", url="/people/")
    MenuItem.objects.create(label="All", url="/blog/")
    MenuItem.objects.create(label="About", url="/about/")
    SocialLink.objects.create(kind="rss", url="/feed/", order=1)
    SocialLink.objects.create(kind="email", url="mailto:desk@example.org", order=2)

    with translation.override("tr"):
        chrome = Chrome("/people/")
        links = [(link.url, link.is_current) for link in chrome.menus["primary"]]
        social = [(link["label"], link["url"]) for link in chrome.social]

    assert links == [("/people/?lang=tr", True), ("/tr/blog/", False), ("/about/", False)]
    assert social == [("RSS", "/tr/feed/"), ("E-posta", "mailto:desk@example.org")]


def test_a_search_keeps_its_language_through_kinds_sorting_and_pages(client: Client) -> None:
    for number in range(12):
        make_article(f"Boğaz {number}", language="tr")

    turkish = client.get("/search/?q=boğaz&kind=article&sort=newest&lang=tr").text
    english = client.get("/search/?q=boğaz&kind=article&sort=newest").text

    main = turkish.partition("<main")[2].partition("</main>")[0]
    asked = re.findall(r'href="(/search/[^"]*)"', main)
    assert len(asked) >= 3
    assert [each for each in asked if "&amp;lang=tr" not in each] == []
    assert main.count('<input type="hidden" name="lang" value="tr">') == main.count("<form") == 2
    assert "lang=tr" not in english.partition("<main")[2].partition("</main>")[0]


def test_a_search_from_a_page_that_is_not_there_keeps_the_language(client: Client) -> None:
    response = client.get("/nothing/?lang=tr")

    assert response.status_code == 404
    assert response.text.count('<input type="hidden" name="lang" value="tr">') == 3


@pytest.fixture
def member(client: Client) -> User:
    user = User.objects.create_user("elif@example.org", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("?lang=tr", "/tr/"),
        ("", "/"),
        ("?lang=tr&next=/people/", "/people/"),
        ("?lang=tr&next=/people/%3Flang%3Dtr", "/people/?lang=tr"),
        ("?next=/people/", "/people/"),
    ],
)
def test_signing_in_goes_on_in_the_language_and_leaves_next_alone(client: Client, asked: str, leads_to: str) -> None:
    form = {"login": "elif@example.org", "password": PASSWORD}

    response = client.post(f"/accounts/login/{asked}", form)

    assert (response.status_code, response.headers["Location"]) == (302, leads_to)


def test_asking_for_a_new_password_goes_on_in_the_language(client: Client) -> None:
    page = client.get("/accounts/login/?lang=tr").text
    response = client.post("/accounts/password/reset/?lang=tr", {"email": "nobody@example.org"})

    assert '<a href="/accounts/password/reset/?lang=tr">' in page
    assert response.headers["Location"] == "/accounts/password/reset/done/?lang=tr"


def test_a_page_for_members_asks_to_sign_in_in_the_language(client: Client) -> None:
    location = client.get("/accounts/email/?lang=tr").headers["Location"]

    assert location == "/accounts/login/?next=/accounts/email/%3Flang%3Dtr&lang=tr"


def test_forms_of_the_accounts_are_sent_in_the_language(client: Client, member: User) -> None:
    client.force_login(member)

    assert 'action="/accounts/logout/?lang=tr"' in client.get("/accounts/logout/?lang=tr").text
    assert 'action="/accounts/logout/"' in client.get("/accounts/logout/").text
