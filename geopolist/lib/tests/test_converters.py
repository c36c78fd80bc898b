"""Years, months and languages in addresses."""

import pytest
from django.urls import Resolver404, resolve, reverse


@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        ("/2026/", "articles:year", {"year": 2026}),
        ("/2026/05/", "articles:month", {"year": 2026, "month": 5}),
        ("/tr/2026/12/", "articles:month_in", {"language": "tr", "year": 2026, "month": 12}),
        ("/ar/", "pages:home_in", {"language": "ar"}),
    ],
)
def test_a_part_goes_in_and_out_as_it_is_written(path: str, name: str, values: dict[str, object]) -> None:
    assert (resolve(path).view_name, resolve(path).kwargs) == (name, values)
    assert reverse(name, kwargs=values) == path


@pytest.mark.parametrize(
    "path", ["/999/", "/3026/", "/2026/5/", "/2026/13/", "/2026/00/", "/٢٠٢٦/", "/2٠26/", "/de/", "/en/"]
)
def test_anything_else_is_looked_up_as_an_address(path: str) -> None:
    assert resolve(path).view_name == "address"


def test_the_front_page_has_no_language() -> None:
    assert resolve("/").view_name == "pages:home"
    with pytest.raises(Resolver404):
        resolve("")
