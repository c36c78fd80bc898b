"""The tree of sections and what follows its changes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone, translation

from articles.models import Article, Category, rank
from articles.models.category import MAX_DEPTH
from articles.tests.conftest import Committed
from articles.tests.make import make_article, make_category, make_copies, make_site
from articles.views.lists import PAGE_SIZE
from geopolist.addresses.models import Address

pytestmark = pytest.mark.django_db


def line(*names: str) -> list[Category]:
    """Sections, each under the one before."""
    made: list[Category] = []
    for name in names:
        made.append(make_category(name, parent=made[-1] if made else None))
    return made


def fresh(category: Category) -> Category:
    return Category.objects.get(pk=category.pk)


def test_path_is_the_slugs_from_the_root() -> None:
    economy, energy, gas = line("Economy", "Energy", "Natural gas")

    assert [each.path for each in (economy, energy, gas)] == ["economy", "economy/energy", "economy/energy/natural-gas"]
    assert gas.get_absolute_url() == "/category/economy/energy/natural-gas/"


def test_two_of_one_name_get_addresses_of_their_own() -> None:
    one, two, elsewhere = make_category("Ports"), make_category("Ports"), make_category("Trade")
    below = make_category("Ports", parent=elsewhere)

    assert [each.path for each in (one, two, below)] == ["ports", "ports-2", "trade/ports"]


def test_a_name_without_letters_gets_an_address_too() -> None:
    assert make_category("!?").path == "category"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_section_cannot_lie_under_itself_or_below(place: int) -> None:
    sections = line("Economy", "Energy", "Gas")
    sections[0].parent = sections[place]

    with pytest.raises(ValidationError) as error:
        sections[0].save()
    with pytest.raises(ValidationError):
        sections[0].full_clean()

    assert error.value.message_dict == {"parent": ["Nothing can lie under itself: choose another one."]}
    assert fresh(sections[0]).parent is None


def test_a_circle_is_seen_though_the_rows_at_hand_are_old() -> None:
    economy, energy = make_category("Economy"), make_category("Energy")
    old_economy, old_energy = fresh(economy), fresh(energy)
    energy.parent = economy
    energy.save()

    old_economy.parent = old_energy
    with pytest.raises(ValidationError):
        old_economy.save()


def test_six_levels_and_no_more_with_what_lies_below_counted() -> None:
    deep = line(*(f"Level {number}" for number in range(1, MAX_DEPTH + 1)))
    top, below = line("Top", "Below")

    with pytest.raises(ValidationError):
        make_category(parent=deep[-1])
    top.parent = deep[MAX_DEPTH - 2]
    with pytest.raises(ValidationError):
        top.full_clean()
    with pytest.raises(ValidationError) as error:
        top.save()
    below.parent = deep[MAX_DEPTH - 2]
    below.save()

    assert error.value.message_dict == {"parent": ["It goes 6 levels deep at most: choose one nearer to the top."]}
    assert below.path.count("/") == MAX_DEPTH - 1


def test_an_address_too_long_for_the_table_is_refused_in_words() -> None:
    parent = None
    for _level in range(2):
        parent = make_category("x" * 120, parent=parent, slug="x" * 170)

    with pytest.raises(ValidationError) as error:
        make_category("x", parent=parent, slug="y" * 170)

    assert error.value.message_dict == {"slug": ["The address gets too long: choose a shorter slug."]}


def test_a_move_takes_everything_below_along_and_old_addresses_lead_there_in_one_hop(client: Client) -> None:
    _economy, energy, gas = line("Economy", "Energy", "Gas")
    security = make_category("Security")

    energy.parent = security
    energy.save()
    energy.slug = "power"
    energy.save()

    assert [fresh(each).path for each in (energy, gas)] == ["security/power", "security/power/gas"]
    for old in ("/category/economy/energy/gas/", "/category/security/energy/gas/"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/category/security/power/gas/")
    assert client.get("/category/security/power/gas/").status_code == 200


def test_moved_back_it_has_its_first_address_again(client: Client) -> None:
    economy, energy = line("Economy", "Energy")

    energy.parent = None
    energy.save()
    energy.parent = economy
    energy.save()

    assert energy.path == "economy/energy"
    assert client.get("/category/energy/")["Location"] == "/category/economy/energy/"


def test_below_a_former_address_of_another_the_moved_one_gets_a_number() -> None:
    economy, energy = line("Economy", "Energy")
    energy.parent = None
    energy.save()
    security, other = line("Security", "Energy")

    security.slug = "economy"
    economy.slug = "trade"
    economy.save()
    security.save()

    assert fresh(security).path == "economy-2"
    assert fresh(other).path == "economy-2/energy"
    assert Address.objects.get(key="/category/economy/energy/").target == energy


def test_a_rename_refreshes_what_articles_print(committed: Committed) -> None:
    economy, energy = line("Economy", "Energy")
    article = make_article(categories=[energy])

    economy.name, economy.slug = "Markets", "markets"
    with committed():
        economy.save()

    furniture = Article.objects.get(pk=article.pk).furniture
    assert furniture["crumbs"] == [
        {"name": "Markets", "url": "/category/markets/"},
        {"name": "Energy", "url": "/category/markets/energy/"},
    ]
    assert furniture["categories"] == [{"name": "Energy", "url": "/category/markets/energy/", "colour": "cobalt"}]


def test_a_move_refiles_articles_into_the_lists_of_the_new_parents(client: Client, committed: Committed) -> None:
    economy, energy = line("Economy", "Energy")
    security = make_category("Security")
    make_article("Pipes", categories=[energy])

    energy.parent = security
    with committed():
        energy.save()

    found = {
        each.name: client.get(each.get_absolute_url()).context["page"].total for each in (economy, security, energy)
    }
    assert found == {"Economy": 0, "Security": 1, "Energy": 1}


def test_a_change_of_description_refiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    economy = make_category("Economy")
    asked: list[object] = []
    monkeypatch.setattr("articles.models.category.refile_on_commit", lambda *names: asked.append(names))

    economy.description = "Money."
    economy.save()
    economy.name = "Markets"
    economy.save()

    assert asked == [("category", economy.pk)]


def test_parents_list_has_the_childrens_articles_once_each(client: Client) -> None:
    economy, energy, gas = line("Economy", "Energy", "Gas")
    articles = [
        make_article("Both", categories=[economy, energy]),
        make_article("Deep", categories=[gas]),
        make_article("Top", categories=[economy]),
    ]

    page = client.get("/category/economy/").context["page"]
    below = client.get("/category/economy/energy/").context["page"]

    assert sorted(each.title for each in page.items) == ["Both", "Deep", "Top"]
    assert (page.total, sorted(each.title for each in below.items)) == (len(articles), ["Both", "Deep"])


def test_page_shows_crumbs_children_siblings_and_description(client: Client) -> None:
    economy = make_category("Economy", description="What things cost.")
    energy, trade = make_category("Energy", parent=economy), make_category("Trade", parent=economy)

    parent, child = client.get("/category/economy/"), client.get("/category/economy/energy/")

    assert "What things cost." in parent.content.decode()
    assert parent.context["children"] == [energy, trade]
    assert child.context["siblings"] == [energy, trade]
    assert child.context["crumbs"] == [
        {"name": "Economy", "url": "/category/economy/"},
        {"name": "Energy", "url": "/category/economy/energy/"},
    ]


def test_primary_category_counts_among_the_categories() -> None:
    economy, security = make_category("Economy"), make_category("Security")
    article = make_article(categories=[economy], primary_category=security)

    assert set(article.categories.all()) == {economy, security}
    assert [each["name"] for each in article.furniture["categories"]] == ["Security", "Economy"]
    assert article.furniture["crumbs"] == [{"name": "Security", "url": "/category/security/"}]


def test_pinned_articles_lead_the_first_page(client: Client) -> None:
    economy = make_category("Economy")
    pinned = make_article("Pinned", categories=[economy], is_pinned=True)
    others = [make_article(f"Other {number}", categories=[economy]) for number in range(3)]

    context = client.get("/category/economy/").context

    assert context["lead"] == [pinned, others[2]]
    assert context["rest"] == [others[1], others[0]]


def test_a_section_whose_articles_all_lead_has_no_heading_over_nothing(client: Client) -> None:
    economy = make_category("Economy")
    make_article("Only", categories=[economy])

    alone = client.get("/category/economy/").content.decode()
    for number in range(2):
        make_article(f"Other {number}", categories=[economy])
    among_others = client.get("/category/economy/").content.decode()

    assert "All in Economy" not in alone
    assert "All in Economy" in among_others


def test_most_read_of_a_section_is_what_was_read_there(client: Client) -> None:
    economy, long_ago = make_category("Economy"), timezone.now() - timedelta(days=99)
    for views in (0, 3, 8):
        make_article(f"Read {views}", categories=[economy], views=views, published_at=long_ago)
    make_copies(make_article("Newer", categories=[economy]), PAGE_SIZE - 1)
    make_article("Elsewhere", views=99)
    rank()

    most_read = client.get("/category/economy/").context["most_read"]

    assert [each.title for each in most_read] == ["Read 8", "Read 3", "Read 0"]


def test_most_read_repeats_nothing_that_the_page_lists(client: Client) -> None:
    make_article("Read", categories=[make_category("Economy")], views=3)
    rank()

    response = client.get("/category/economy/")

    assert response.context["most_read"] == []
    assert "Most read" not in response.content.decode()


def test_names_and_descriptions_follow_the_language_spoken() -> None:
    make_site()
    texts = {"tr": {"name": "Ekonomi", "description": "Fiyatlar."}}
    economy = make_category("Economy", texts=texts, description="Prices.")

    with translation.override("tr"):
        turkish = (str(economy), economy.text("description"), economy.url)
    with translation.override("ar"):
        arabic = (str(economy), economy.text("description"))

    assert turkish == ("Ekonomi", "Fiyatlar.", "/tr/category/economy/")
    assert arabic == ("Economy", "Prices.")
    assert (str(economy), economy.url) == ("Economy", "/category/economy/")


@pytest.mark.parametrize("texts", [[], "x", {"tr": "Ekonomi"}, {"tr": {"name": 5}}, {"tr": {"title": "Ekonomi"}}])
def test_texts_that_no_page_could_print_are_refused(texts: object) -> None:
    with pytest.raises(ValidationError, match="for these fields: name, description"):
        Category(name="Economy", texts=texts).save()


def test_a_deleted_section_disappears_from_its_articles_and_its_address_says_gone(
    client: Client, committed: Committed
) -> None:
    economy, security = make_category("Economy"), make_category("Security")
    article = make_article(categories=[economy, security])

    with committed():
        security.delete()

    assert [each["name"] for each in Article.objects.get(pk=article.pk).furniture["categories"]] == ["Economy"]
    assert client.get("/category/security/").status_code == 410
    assert make_category("Security").path == "security-2"


def test_a_section_in_use_or_with_others_below_cannot_be_deleted() -> None:
    economy, _energy = line("Economy", "Energy")
    security = make_category("Security")
    make_article(categories=[security])

    for category in (economy, security):
        with pytest.raises(ProtectedError):
            category.delete()
