"""What an article shows and links to is known, so that a change of it reaches the page."""

import pytest
from django.test import Client

from articles.models import Article
from articles.models.filing import print_again, public_among
from articles.tests.conftest import Committed
from articles.tests.make import make_article, make_category, make_draft
from geopolist.library import registry
from geopolist.library.models import Image, Use, users_of
from geopolist.library.models.use import is_used_in_public
from geopolist.library.tests.make import make_document, make_image
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


def uses(article: Article) -> set[tuple[str, str]]:
    return set(Use.objects.filter(object_id=article.pk, content_type__model="article").values_list("kind", "target"))


def figure(image: Image) -> str:
    return f'<figure data-image="{image.public_id}"></figure>'


def test_body_and_cover_say_what_they_use() -> None:
    cover, shown, document = make_image(), make_image(), make_document()
    file = f'<div data-block="file" data-document="{document.public_id}"></div>'
    body = f'{figure(shown)}{file}<p><a href="/other/">x</a></p>'

    article = make_article(cover=cover, body=body)

    assert uses(article) == {
        ("image", cover.public_id),
        ("image", shown.public_id),
        ("document", document.public_id),
        ("link", "/other/"),
    }


def test_what_is_no_longer_shown_is_no_longer_used() -> None:
    shown = make_image()
    article = make_article(body=figure(shown))

    article.body, article.cover = "<p>Words.</p>", None
    article.save()
    article.settle()

    assert uses(article) == set()


def test_a_new_text_for_a_picture_is_printed_in_every_article_that_shows_it(
    client: Client, committed: Committed
) -> None:
    image = make_image(alt="A harbour")
    make_article("Soundings", body=figure(image))
    before = client.get("/soundings/").content.decode()

    with committed():
        image.alt = "A harbour at dusk"
        image.save()

    assert 'alt="A harbour"' in before
    assert 'alt="A harbour at dusk"' in client.get("/soundings/").content.decode()


def test_printing_again_follows_what_an_editor_saved_meanwhile() -> None:
    article = make_article()
    Article.objects.filter(pk=article.pk).update(body="<p>Later words.</p>")

    print_again([article.pk, 999])

    assert "Later words." in Article.objects.get(pk=article.pk).rendered


def test_pages_print_again_too(client: Client, committed: Committed) -> None:
    image = make_image(alt="A harbour")
    page = Page(title="About", body=figure(image), cover=image)
    page.publish()

    with committed():
        image.alt = "A harbour at dusk"
        image.save()

    assert 'alt="A harbour at dusk"' in Page.objects.get().rendered
    assert users_of("image", image.public_id) == {Page: [page.pk]}


def test_documents_are_served_while_something_public_uses_them() -> None:
    document = make_document()
    block = f'<div data-block="file" data-document="{document.public_id}"></div>'
    draft = make_draft(body=block)
    before = is_used_in_public("document", document.public_id)

    draft.publish()
    during = is_used_in_public("document", document.public_id)
    draft.withdraw("An error.")

    assert (before, during, is_used_in_public("document", document.public_id)) == (False, True, False)


def test_the_library_is_told_which_articles_readers_see() -> None:
    draft, article = make_draft(), make_article()

    assert public_among([draft.pk, article.pk]) == {article.pk}
    assert public_among([]) == set()


def test_covers_of_sections_are_in_use() -> None:
    image = make_image()
    category = make_category(cover=image)
    before = users_of("image", image.public_id)

    category.cover = None
    category.save()

    assert before == {type(category): [category.pk]}
    assert users_of("image", image.public_id) == {}


@pytest.mark.parametrize(
    "label", ["articles.Article", "articles.Category", "articles.Person", "articles.Series", "pages.Page", "pages.Spot"]
)
def test_every_model_with_pictures_is_known_to_the_library(label: str) -> None:
    assert label in registry.labels()
