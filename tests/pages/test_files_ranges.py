"""Which part of a file a header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.pages.files.ranges import Slice, UnsatisfiableRangeError, slice_of

sizes = st.integers(0, 10_000)
numbers = st.integers(0, 20_000)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-99", Slice(0, 99)),
        ("bytes=900-", Slice(900, 999)),
        ("bytes=-100", Slice(900, 999)),
        ("bytes=-5000", Slice(0, 999)),
        ("bytes=0-5000", Slice(0, 999)),
        ("bytes=999-999", Slice(999, 999)),
        (" bytes= 0-1 ", Slice(0, 1)),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=9-3", None),
        ("bytes=a-b", None),
        ("bytes=0-1,5-6", None),
        ("bytes=٣-٤", None),
        ("rows=0-1", None),
        ("bytes=0-" + "9" * 40, None),
    ],
)
def test_of_a_thousand_bytes(header, expected):
    assert slice_of(header, 1000) == expected


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0"])
def test_what_is_not_there(header):
    with pytest.raises(UnsatisfiableRangeError):
        slice_of(header, 1000)


@given(size=sizes, first=numbers, last=numbers)
def test_a_part_lies_within_the_file(size, first, last):
    try:
        part = slice_of(f"bytes={first}-{last}", size)
    except UnsatisfiableRangeError:
        assert first >= size
        return
    if part is None:
        assert last < first
    else:
        assert 0 <= part.first <= part.last < size
        assert part.length == min(last, size - 1) - first + 1


@given(size=sizes, header=st.text())
def test_nonsense_is_the_whole_file_or_refused_and_never_an_error(size, header):
    try:
        part = slice_of(header, size)
    except UnsatisfiableRangeError:
        return
    assert part is None or 0 <= part.first <= part.last < size
