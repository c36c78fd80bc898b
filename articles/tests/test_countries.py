"""The data that every site has."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from articles.countries import entries
from articles.models import Country
from articles.tests.make import make_category
from geopolist.addresses.models import Address

pytestmark = pytest.mark.django_db

REGIONS = {"europe": 44, "middle-east-africa": 69, "eurasia": 11}


@pytest.fixture(autouse=True)
def loaded() -> None:
    """As the migration leaves the table; tests that really commit empty it behind them."""
    migration = import_module("articles.migrations.0002_countries")
    migration.unload(apps, None)
    migration.load(apps, None)


def test_there_are_198_countries_each_with_a_code_and_an_address_of_its_own() -> None:
    rows = list(Country.objects.values_list("code", "name", "slug"))

    assert len(rows) == 198
    for column in zip(*rows, strict=True):
        assert len(set(column)) == 198
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code, _name, _slug in rows)


def test_every_country_lives_at_an_address_from_the_start(client: Client) -> None:
    addresses = set(Address.objects.filter(is_current=True).values_list("key", flat=True))

    assert {country.get_absolute_url() for country in Country.objects.all()} == addresses
    assert client.get("/country/fiji/").status_code == 200


def test_every_country_has_a_turkish_and_an_arabic_name() -> None:
    names = [country.names for country in Country.objects.all()]

    assert all(set(each) == {"tr", "ar"} and all(each.values()) for each in names)
    assert all("\u0600" <= letter <= "\u06ff" or letter in " -()" for each in names for letter in each["ar"])


def test_a_country_is_named_in_the_language_spoken() -> None:
    country = Country.objects.get(code="DE")

    named = []
    for language in ("en", "tr", "ar", "fr"):
        with translation.override(language):
            named.append(str(country))

    assert named == ["Germany", "Almanya", "ألمانيا", "Germany"]


def test_regions_are_assigned_where_the_site_has_them_and_never_over_an_editors_choice() -> None:
    regions = make_category("Regions")
    europe = make_category("Europe", parent=regions)
    own = make_category("Mediterranean", parent=regions)
    Country.objects.filter(code="MT").update(region=own)

    Country.objects.assign_regions()
    Country.objects.assign_regions()

    assert Country.objects.get(code="FR").region == europe
    assert Country.objects.get(code="MT").region == own
    assert Country.objects.get(code="EG").region is None
    assert Country.objects.get(code="JP").region is None


def test_every_region_named_in_the_file_is_one_of_three() -> None:
    regions = make_category("Regions")
    for slug in REGIONS:
        make_category(slug, parent=regions, slug=slug)

    Country.objects.assign_regions()

    assert {entry["region"] for entry in entries()} == {"", *REGIONS}
    assert {slug: Country.objects.filter(region__slug=slug).count() for slug in REGIONS} == REGIONS
