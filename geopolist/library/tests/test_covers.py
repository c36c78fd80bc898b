"""A picture of the library in a form of others, as the server draws it."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django import forms

from geopolist.library.admin import CoverWidget, covers
from geopolist.library.models import Image
from geopolist.library.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]


class Form(forms.Form):
    cover = forms.ModelChoiceField(Image.objects.all(), widget=CoverWidget, required=False)


def offered(html: str, more: str = "") -> list[str]:
    """The values of the field itself; the upload has a choice too."""
    return re.findall(rf'<option value="(\d*)"{more}', html.partition("</select>")[0])


def chosen(html: str) -> list[str]:
    return offered(html, " selected")


def item(html: str) -> Any:
    found = re.search(r'data-item="([^"]*)"', html)
    return found and json.loads(unescape(found[1]))


def test_chosen_picture_is_shown_and_can_be_told_apart() -> None:
    image = make.make_image(name='"><script>.png', alt="A </select> harbour")

    html = str(Form(initial={"cover": image.pk})["cover"])

    assert chosen(html) == [str(image.pk)]
    assert (item(html)["id"], item(html)["alt"]) == (image.public_id, "A </select> harbour")
    assert "<script" not in html
    assert html.count("</select>") == html.count("<select")


def test_without_script_the_newest_can_be_chosen_and_the_one_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covers, "NEWEST", 2)
    oldest, _old, newer, newest = (make.make_image(name=f"{number}.png") for number in range(4))

    html = str(Form(initial={"cover": oldest.pk})["cover"])

    assert offered(html) == ["", str(oldest.pk), str(newest.pk), str(newer.pk)]
    assert chosen(html) == [str(oldest.pk)]


@pytest.mark.parametrize("value", ["", "nothing", "999999", "9" * 30, None])
def test_what_is_no_picture_is_not_chosen(value: Any) -> None:
    make.make_image()

    html = str(Form(data={"cover": value})["cover"])

    assert item(html) is None
    assert "".join(chosen(html)) == ""


def test_any_picture_can_be_posted_and_nothing_else() -> None:
    image = make.make_image()

    assert Form({"cover": str(image.pk)}).is_valid()
    assert Form({"cover": ""}).is_valid()
    assert Form({"cover": "999999"}).errors["cover"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


def test_form_costs_the_same_at_any_length(django_assert_num_queries: Any) -> None:
    images = [make.make_image(make.picture(colour=(number, 0, 0))) for number in range(3)]

    with django_assert_num_queries(2):
        str(Form(initial={"cover": images[0].pk})["cover"])


def test_form_brings_what_shows_it() -> None:
    assert 'desk/cover-picture.js" type="module"' in str(Form().media)
    assert "desk/library.css" in str(Form().media)
