"""Covers, cards and maps from open data."""

import json
import re

import brotli
import pytest
from PIL import Image, ImageChops, ImageDraw

from geopolist.lib.atlas import PALETTES, REGIONS, STYLES, make_card, make_cover
from geopolist.lib.atlas.__main__ import COUNTRIES, LOCATORS, REGION_MAP, SHARE_CARD, files, regions
from geopolist.lib.atlas.card import balanced, font, icon, site_card
from geopolist.lib.atlas.geography import FOLDER, merged
from geopolist.lib.atlas.geography import countries as outlines
from geopolist.lib.atlas.lines import area, clipped, drawn, simplified
from geopolist.lib.atlas.locators import WINDOWS, locator_svg, windows
from geopolist.lib.atlas.relief import distance
from geopolist.lib.atlas.world import locator, projected, region_locator, world

SMALL = (96, 64)


def differs(a, b):
    return ImageChops.difference(a, b).getbbox() is not None


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_cover_for_ever(style):
    first, again = (
        make_cover("black-sea", 7, SMALL, style, "cobalt"),
        make_cover("black-sea", 7, SMALL, style, "cobalt"),
    )

    assert first.size == SMALL
    assert not differs(first, again)


def test_seed_region_style_and_palette_each_change_the_cover():
    cover = make_cover("levant", 3, SMALL, "blocks", "sage")

    assert differs(cover, make_cover("levant", 4, SMALL, "blocks", "sage"))
    assert differs(cover, make_cover("gulf", 3, SMALL, "blocks", "sage"))
    assert differs(cover, make_cover("levant", 3, SMALL, "relief", "sage"))
    assert differs(cover, make_cover("levant", 3, SMALL, "blocks", "night"))


def test_the_story_s_country_is_in_the_palette_s_strong_colour():
    cover = make_cover("turkey", 4, SMALL, "tide", "cobalt")

    assert cover.getpixel((48, 32)) == PALETTES["cobalt"].hot


def test_every_region_can_be_drawn():
    for name in REGIONS:
        assert make_cover(name, 1, (24, 16)).size == (24, 16)


def test_an_unknown_region_is_refused():
    with pytest.raises(KeyError):
        make_cover("atlantis", 1, SMALL)


def test_distance_grows_away_from_the_white_and_stops_at_the_edge_of_a_byte():
    mask = Image.new("L", (600, 2), 0)
    mask.paste(255, (0, 0, 1, 2))

    field = distance(mask, 600)

    assert [field.getpixel((x, 0)) for x in (0, 1, 2, 10, 599)] == [0, 3, 6, 30, 255]


def test_card_carries_headline_cover_and_names():
    plain = make_card("A Sea", "Security", "baltic", 2, palette="bole", style="blocks")
    signed = make_card("A Sea", "Security", "baltic", 2, palette="bole", style="blocks", organisation="Center")

    assert plain.size == (1200, 630)
    assert plain.getpixel((5, 300)) == (247, 248, 248)
    assert ImageChops.difference(plain, signed).getbbox()[1] > 500


def test_a_title_too_long_for_the_card_is_set_small_and_still_drawn():
    card = make_card("Insurance " * 60, "", "world", 1, palette="quartz", style="blocks")

    assert card.size == (1200, 630)


def test_headlines_leave_no_word_alone():
    draw = ImageDraw.Draw(Image.new("RGB", (10, 10)))

    lines = balanced(draw, "Shelters first: Turkey learns to plan", font("display", 60), 760)

    assert lines == ["Shelters first: Turkey", "learns to plan"]


def test_icons_are_square_and_clear_outside_the_mark():
    image = icon(64)

    assert image.size == (64, 64)
    assert image.getpixel((0, 0)) == (0, 0, 0, 0)
    assert icon(64, paper=(255, 255, 255), share=0.6).getpixel((0, 0)) == (255, 255, 255, 255)


def test_simplified_lines_keep_their_ends_and_every_point_that_matters():
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]

    assert simplified(line, 1) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplified(line, 9) == [(0.0, 0.0), (4.0, 0.0)]


def test_a_ring_becomes_a_closed_path_of_relative_steps():
    square = [(10, 10), (20, 10), (20, 5), (10, 5), (10, 10)]

    assert drawn(square) == "M10 10l10 0 0-5-10 0z"
    assert area(square) == 50


def test_what_lies_beyond_the_sheet_is_cut_off_just_over_its_edge():
    square = [(-50.0, 10.0), (50.0, 10.0), (50.0, 20.0), (-50.0, 20.0), (-50.0, 10.0)]

    kept = clipped(square, (100, 100))

    assert {x for x, _y in kept} == {-3, 50}
    assert kept[0] == kept[-1]
    assert clipped(square, (100, 5)) == []


# --- Borders


def stored(name):
    return json.loads((FOLDER / name).read_text("utf-8"))


def codes():
    return {entry["code"] for entry in json.loads(COUNTRIES.read_text("utf-8"))}


def test_every_shape_of_the_atlas_has_an_owner_in_the_file_of_borders_or_expressly_none():
    owners = stored("borders.json")

    assert set(owners) == {name for name, _number, _polygons in stored("atlas.json")["c"]}
    assert {code for code in owners.values() if code is not None} <= codes()


def test_whose_a_disputed_place_is_stands_in_the_file_and_nowhere_else():
    owners = stored("borders.json")

    drawn_apart = {country.code for country in outlines()}

    assert {owners[name] for name in ("Crimea", "N. Cyprus", "Somaliland")} <= drawn_apart
    assert [len([each for each in outlines() if each.code == code]) for code in ("UA", "CY", "SO")] == [1, 1, 1]
    for source in FOLDER.glob("*.py"):
        assert not re.search("Crimea|Cyprus|Kosovo|Sahara|Somaliland|Taiwan|Palestine", source.read_text("utf-8"))


def test_two_shapes_of_one_country_have_one_outline_without_a_border_inside():
    # Two squares, one edge between them.
    arcs = [[(1, 0), (1, 1)], [(1, 1), (0, 1), (0, 0), (1, 0)], [(1, 0), (2, 0), (2, 1), (1, 1)]]

    assert merged([[0, 1], [2, ~0]], arcs) == [[1, 2]]


# --- Maps


def test_the_maps_are_a_fresh_build():
    built = files()

    assert {path: path.read_text("utf-8") for path in built} == built, "run `python -m geopolist.lib.atlas`"
    assert sorted(LOCATORS.iterdir()) == sorted(path for path in built if path.parent == LOCATORS)


def test_the_maps_are_small():
    assert len(REGION_MAP.read_text("utf-8")) <= 7_500
    assert max(len(brotli.compress(path.read_bytes())) for path in LOCATORS.iterdir()) <= 12_000


def test_the_map_of_regions_names_a_region_by_its_category():
    text = REGION_MAP.read_text("utf-8")

    assert re.findall(r'<path class="map__region" data-region="(\w+)"', text) == ["europe", "mea", "eurasia", "home"]
    assert text.count("{{ region.category }}") == 3
    assert "style" not in text


def test_a_locator_holds_the_land_its_region_and_each_country_in_sight():
    parts = re.findall(r'<path id="([\w-]+)" d="M', locator_svg("europe", windows(regions())))

    assert parts[:2] == ["land", "region"]
    assert {"fr", "pl", "tr"} <= set(parts)
    assert not {"jp", "us"} & set(parts)
    with pytest.raises(KeyError):
        locator_svg("atlantis", {})


def test_every_country_of_the_world_map_has_a_window_that_holds_it():
    parts = {key: set(re.findall(r'id="(\w\w)"', (LOCATORS / f"{key}.svg").read_text("utf-8"))) for key in WINDOWS}

    assert set(world().countries) == set(world().windows) <= codes()
    assert [code for code, (own, *_) in world().windows.items() if code.lower() not in parts[own]] == []


def test_a_locator_shows_the_window_of_most_of_an_article_s_countries_and_lights_all_in_sight():
    assert locator(["TR", "BG", "RO", "JP"]) == ("europe", ["tr", "bg", "ro"])
    assert locator(["TR"]) == ("home", ["tr"])
    assert locator(["US", "TR"]) == ("north-america", ["us"])
    assert locator(["MC"]) is None, "too small for the atlas"
    assert locator([]) is None
    assert region_locator("mea") == ("mea", ["region"])
    assert region_locator("cobalt") is None


def test_the_world_is_cut_in_the_bering_strait():
    chukotka = projected([(178, 68), (-172, 66)])
    alaska = projected([(-165, 65)])

    assert [round(x) for x, _y in chukotka] == sorted(round(x) for x, _y in chukotka)
    assert chukotka[1][0] > 800
    assert alaska[0][0] < 200


def test_the_share_card_of_the_site_is_a_fresh_build_and_small():
    with Image.open(SHARE_CARD) as stored:
        assert not differs(stored.convert("RGB"), site_card().convert("RGB")), "run `python -m geopolist.lib.atlas`"

    assert SHARE_CARD.stat().st_size < 60_000


def test_the_mark_is_parted_from_edge_to_edge():
    assert icon(210).getchannel("A").crop((98, 98, 112, 112)).getextrema() == (0, 0)
