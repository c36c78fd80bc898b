"""Covers, cards and maps from open data."""

import pytest
from PIL import Image, ImageChops, ImageDraw

from geopolist.lib.atlas import PALETTES, REGIONS, STYLES, locator_svg, make_card, make_cover
from geopolist.lib.atlas.__main__ import INCLUDES, SHARE_CARD, templates
from geopolist.lib.atlas.card import balanced, font, icon, site_card
from geopolist.lib.atlas.region_map import area, drawn, simplified
from geopolist.lib.atlas.relief import distance

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


def test_a_locator_lights_its_region_and_no_other():
    svg = locator_svg("mea")

    assert svg.count("<path") == 2
    assert 'data-region="mea"' in svg
    assert "style" not in svg
    with pytest.raises(KeyError):
        locator_svg("home")


def test_the_maps_in_the_templates_are_a_fresh_build():
    stored = {path.name: path.read_text("utf-8") for path in INCLUDES.glob("map_*.html")}

    assert stored == templates(), "run `python -m geopolist.lib.atlas`"


def test_the_share_card_of_the_site_is_a_fresh_build_and_small():
    with Image.open(SHARE_CARD) as stored:
        assert not differs(stored.convert("RGB"), site_card().convert("RGB")), "run `python -m geopolist.lib.atlas`"

    assert SHARE_CARD.stat().st_size < 60_000


def test_the_mark_is_parted_from_edge_to_edge():
    assert icon(210).getchannel("A").crop((98, 98, 112, 112)).getextrema() == (0, 0)
