import json
from typing import Any

import pytest
from django.template import Context, Template

from geopolist.lib.picture import Picture, Source, picture_dict, picture_from_dict
from geopolist.library.tests import make

PICTURE = Picture(
    src="/media/a-960.jpg",
    srcset="/media/a-480.jpg 480w, /media/a-960.jpg 960w",
    width=960,
    height=640,
    alt="A “harbour” <at> night",
    sources=(Source("image/avif", "/media/a-480.avif 480w"),),
    credit="E. Fathom",
)


def draw(image: Any, arguments: str = '"card" sizes="50vw"') -> str:
    return Template(f"{{% load pictures %}}{{% picture image {arguments} %}}").render(Context({"image": image})).strip()


def test_picture_is_drawn_with_everything_a_browser_needs() -> None:
    html = draw(PICTURE)

    assert html.startswith("<picture>")
    for part in (
        '<source type="image/avif" srcset="/media/a-480.avif 480w" sizes="50vw">',
        'src="/media/a-960.jpg"',
        'srcset="/media/a-480.jpg 480w, /media/a-960.jpg 960w"',
        'width="960" height="640"',
        'alt="A “harbour” &lt;at&gt; night"',
        'loading="lazy"',
    ):
        assert part in html
    assert "fetchpriority" not in html


def test_eager_picture_is_not_lazy() -> None:
    html = draw(PICTURE, '"card" sizes="50vw" eager=True')

    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_alternative_text_can_be_overridden_and_emptied() -> None:
    assert 'alt="Night"' in draw(PICTURE, '"card" alt="Night"')
    assert 'alt=""' in draw(PICTURE, '"card" alt=""')


@pytest.mark.parametrize("nothing", [None, {}])
def test_no_picture_draws_nothing(nothing: Any) -> None:
    assert draw(nothing) == ""


def test_dict_draws_the_same_as_its_picture() -> None:
    kept = json.loads(json.dumps(picture_dict(PICTURE)))

    assert picture_from_dict(kept) == PICTURE
    assert picture_from_dict(kept | {"unknown": 1}) == PICTURE
    assert draw(kept) == draw(PICTURE)


@pytest.mark.django_db
def test_image_is_drawn_without_a_query(django_assert_num_queries: Any) -> None:
    image = make.make_image(make.picture((600, 400)))

    with django_assert_num_queries(0):
        html = draw(image)

    assert f'src="{image.picture("card").src}"' in html
    assert 'alt="A harbour"' in html
