import pytest
from hypothesis import given
from hypothesis import strategies as st

from geopolist.library import ranges


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-1000", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-1000", (0, 99)),
        ("Bytes= 5-6 ", (5, 6)),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=19-10", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=١-٢", None),
        ("bytes=1-" + "9" * 30, None),
    ],
)
def test_part_wanted_from_a_file_of_a_hundred_bytes(header: str, part: tuple[int, int] | None) -> None:
    assert ranges.parse(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_part_behind_the_end_is_unsatisfiable(header: str) -> None:
    with pytest.raises(ranges.Unsatisfiable):
        ranges.parse(header, 100)


@given(st.text(max_size=30), st.integers(1, 1000))
def test_part_lies_inside_the_file_whatever_is_asked(text: str, size: int) -> None:
    try:
        part = ranges.parse(f"bytes={text}", size)
    except ranges.Unsatisfiable:
        return
    assert part is None or 0 <= part[0] <= part[1] < size
