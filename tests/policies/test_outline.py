"""The outline of a document: addresses of its parts, and the table of contents."""

from hypothesis import given
from hypothesis import strategies as st

from intranet.policies.outline import Entry, Part, assign_anchors, contents, label_key

LABELS = ["", "-", "+", "I.", "II.", "III.", "1.", "2.", "a)", "b)", "đ)", "Điều 1."]

parts = st.lists(
    st.builds(
        Part,
        level=st.integers(1, 6),
        label=st.sampled_from(LABELS),
        title=st.sampled_from(["", "Nội dung", "Tổ chức thực hiện"]),
        anchor=st.sampled_from(["", "", "", "I", "III.1.c", "mo-dau", "I-1"]),
    ),
    max_size=30,
)


def test_anchor_is_the_path_of_the_printed_numbers():
    document = [Part(1, "III."), Part(2, "1."), Part(3, "c)"), Part(3, "đ)"), Part(2, "2.")]

    assert assign_anchors(document) == ["III", "III.1", "III.1.c", "III.1.đ", "III.2"]


def test_dashes_are_counted_below_their_part():
    document = [Part(1, "I."), Part(2, "1."), Part(3, "-"), Part(3, "-"), Part(2, "2."), Part(3)]

    assert assign_anchors(document) == ["I", "I.1", "I.1-1", "I.1-2", "I.2", "I.2-1"]


def test_text_without_any_number_gets_one_by_its_place():
    assert assign_anchors([Part(1), Part(1)]) == ["doan-1", "doan-2"]


def test_an_anchor_set_by_hand_leads_the_parts_below_it():
    assert assign_anchors([Part(1, "", anchor="mo-dau"), Part(2, "-")]) == ["mo-dau", "mo-dau-1"]


def test_a_number_printed_twice_gets_a_second_address():
    assert assign_anchors([Part(1, "I."), Part(1, "I.")]) == ["I", "I-2"]


def test_label_key_drops_signs_and_spaces():
    assert [label_key(label) for label in ("Điều 1.", "c)", " – ", "IV")] == [
        "dieu-1",
        "c",
        "",
        "IV",
    ]


def test_articles_are_counted_through_all_chapters():
    document = [
        Part(1, "Chương II"),
        Part(2, "Điều 5."),
        Part(3, "2."),
        Part(4, "đ)"),
        Part(1, "Phụ lục I"),
        Part(2, "Điều 5."),
    ]

    assert assign_anchors(document) == [
        "chuong-II",
        "dieu-5",
        "dieu-5.2",
        "dieu-5.2.đ",
        "phu-luc-I",
        "phu-luc-I.dieu-5",
    ]


def test_a_number_of_two_steps_repeats_nothing_of_the_one_above():
    document = [Part(1, "III."), Part(2, "1."), Part(3, "1.1."), Part(3, "1.2"), Part(4, "a)")]

    assert assign_anchors(document) == ["III", "III.1", "III.1.1", "III.1.2", "III.1.2.a"]


def test_named_parts_keep_their_number_as_printed():
    labels = "Phần thứ nhất|CHƯƠNG I|Mục 1.|Tiểu mục 2|PHỤ LỤC|Phụ lục số 02|(1)".split("|")

    assert [label_key(label) for label in labels] == [
        "phan-thu-nhat",
        "chuong-I",
        "muc-1",
        "tieu-muc-2",
        "phu-luc",
        "phu-luc-so-02",
        "1",
    ]


@given(parts)
def test_every_part_has_its_own_address(document):
    anchors = assign_anchors(document)

    assert len(anchors) == len(document)
    assert len(set(anchors)) == len(anchors)
    assert all(anchor and " " not in anchor for anchor in anchors)


@given(parts)
def test_addresses_given_once_stay(document):
    anchors = assign_anchors(document)
    kept = [
        Part(part.level, part.label, part.title, anchor)
        for part, anchor in zip(document, anchors, strict=True)
    ]

    assert assign_anchors(kept) == anchors


@given(parts)
def test_the_first_part_with_an_anchor_of_its_own_keeps_it(document):
    seen = set()
    for part, anchor in zip(document, assign_anchors(document), strict=True):
        if part.anchor and part.anchor not in seen:
            assert anchor == part.anchor
        seen.add(part.anchor)


@given(parts, st.integers(1, 6))
def test_text_added_at_the_end_moves_no_address(document, level):
    before = assign_anchors(document)

    assert assign_anchors([*document, Part(level, "x)")])[:-1] == before


def flat(entries: list[Entry]) -> list[str]:
    return [anchor for entry in entries for anchor in (entry.anchor, *flat(entry.children))]


@given(parts)
def test_contents_name_every_titled_part_once_and_in_order(document):
    anchors = assign_anchors(document)
    titled = [anchor for part, anchor in zip(document, anchors, strict=True) if part.title]

    assert flat(contents(document, anchors)) == titled


def test_contents_are_nested_as_the_levels_are():
    document = [Part(1, "I.", "Mục đích"), Part(2, "1.", "Yêu cầu"), Part(1, "II.", "Nội dung")]

    entries = contents(document, assign_anchors(document))

    assert entries == [
        Entry("I.", "Mục đích", "I", [Entry("1.", "Yêu cầu", "I.1")]),
        Entry("II.", "Nội dung", "II"),
    ]
