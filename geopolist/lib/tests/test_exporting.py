"""What leaves the desk as a file opens in a spreadsheet and does nothing there."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import gettext_lazy

from geopolist.lib.desk.exporting import as_csv, as_json, defused, plain


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_cell_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    assert defused(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert defused([f"{start}1", "2"]) == f"'{start}1; 2"


@pytest.mark.parametrize("value", ["", "words", "a=b", " =1", "'quoted", -5, 1.5, None, True, date(2026, 5, 4)])
def test_other_cells_stay_as_they_are(value: Any) -> None:
    assert defused(value) is value


def test_value_of_many_parts_is_one_cell() -> None:
    assert defused(["one", "two"]) == "one; two"
    assert defused({"name": "Ä"}) == '{"name": "Ä"}'


def test_times_are_those_of_the_site_and_words_those_of_the_reader() -> None:
    assert plain(datetime(2026, 5, 4, 12, tzinfo=UTC)) == "2026-05-04T15:00:00+03:00"
    assert plain(gettext_lazy("Add")) == "Add"
    assert plain(None) is None


def test_csv_keeps_whatever_people_wrote() -> None:
    rows: list[list[Any]] = [[1, 'Comma, "quote"\r\nand line'], [2, "İstanbul ٣ 😀"], [3, "=1+1"]]

    text = "".join(as_csv(["id", "name"], ["id", "Name"], iter([rows[:2], rows[2:]])))

    assert text.startswith("\ufeffid,Name\r\n")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read[1:] == [["1", rows[0][1]], ["2", rows[1][1]], ["3", "'=1+1"]]


def test_json_keeps_values_as_they_are() -> None:
    batches: list[list[list[Any]]] = [[[1, "=1+1"], [2, None]], [[3, ["İ", "</script>"]]]]

    text = "".join(as_json(["id", "name"], [], iter(batches)))

    assert json.loads(text) == [
        {"id": 1, "name": "=1+1"},
        {"id": 2, "name": None},
        {"id": 3, "name": ["İ", "</script>"]},
    ]


def test_list_of_nothing_is_a_head_alone() -> None:
    assert "".join(as_csv(["id"], ["Id"], iter([]))) == "\ufeffId\r\n"
    assert "".join(as_json(["id"], [], iter([]))) == "[]\n"
