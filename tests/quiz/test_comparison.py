"""What two texts of a question say differently."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.comparison import Change, Choice, choices, words


def told(before, after):
    return [(piece.change.value, piece.text) for piece in words(before, after)]


def test_words_are_marked_where_they_stand():
    assert told("Việc nào được phép?", "Việc nào không được phép?") == [
        ("same", "Việc nào"),
        ("added", " không"),
        ("same", " được phép?"),
    ]
    assert told("trong 5 ngày", "trong 10 ngày") == [
        ("same", "trong "),
        ("removed", "5"),
        ("added", "10"),
        ("same", " ngày"),
    ]


@given(st.text(), st.text())
def test_nothing_is_lost(before, after):
    pieces = words(before, after)
    assert "".join(one.text for one in pieces if one.change != Change.ADDED) == before
    assert "".join(one.text for one in pieces if one.change != Change.REMOVED) == after


def changes(before, after):
    return [(row.change.value, (row.after or row.before).text) for row in choices(before, after)]


A, B, C = Choice("a", "Hà Tĩnh", True), Choice("b", "Nghệ An", False), Choice("c", "Huế", False)


def test_options_are_known_by_mark_then_by_text():
    mended = Choice("a", "Hà Tĩnhh", True)
    assert changes([A, B, C], [mended, B, C])[0] == ("changed", "Hà Tĩnhh")
    typed_anew = [
        Choice("x", "Hà Tĩnh", True),
        Choice("y", "Nghệ Anh", False),
        Choice("z", "Huế", False),
    ]
    assert changes([A, B, C], typed_anew) == [
        ("same", "Hà Tĩnh"),
        ("changed", "Nghệ Anh"),
        ("same", "Huế"),
    ]


def test_added_removed_and_moved():
    new = Choice("d", "Quảng Bình", False)
    last = Choice("e", "Đà Nẵng", False)
    assert changes([A, B, C, last], [C, A, B, new]) == [
        ("moved", "Huế"),
        ("same", "Hà Tĩnh"),
        ("same", "Nghệ An"),
        ("added", "Quảng Bình"),
        ("removed", "Đà Nẵng"),
    ]


def test_another_key_is_told():
    rows = choices([A, B], [A._replace(is_correct=False), B._replace(is_correct=True)])
    assert [row.key_changes for row in rows] == [True, True]
    assert not any(row.key_changes for row in choices([A, B], [B, A]))
    (removed,) = [row for row in choices([A, B], [B]) if row.after is None]
    assert removed.key_changes


CHOICES = st.lists(
    st.builds(Choice, st.sampled_from("abcdef"), st.text(max_size=8), st.booleans()),
    unique_by=lambda choice: choice.id,
)


@given(CHOICES, CHOICES)
def test_each_option_stands_in_the_table_once(before, after):
    rows = choices(before, after)
    assert [row.after for row in rows if row.after] == after
    assert sorted(row.before for row in rows if row.before) == sorted(before)


@given(CHOICES)
def test_the_same_has_no_change(options):
    assert all(row.change == Change.SAME for row in choices(options, options))
