"""What counts as the text of a document, and how two versions of it differ."""

from intranet.pages.words import Said
from intranet.policies.content import (
    Change,
    content_hash,
    content_of,
    difference,
    text_of,
)


def block(label="1.", text="Nâng cao nhận thức.", **fields):
    return ("part", {"level": 1, "label": label, "title": "", "text": text, "note": "", **fields})


def made(*blocks, **fields):
    return content_of({"number": "28", "abstract": "Về việc tuyên truyền", **fields}, blocks)


def test_notes_of_the_editor_and_what_the_office_keeps_beside_it_do_not_count():
    plain = made(block())

    assert content_hash(made(block(note="Nghi sai năm."), contact="Văn phòng")) == content_hash(
        plain
    )


def test_a_field_of_the_head_a_word_and_the_order_count():
    first, second = block("1.", anchor="1"), block("2.", anchor="2")
    hashes = {
        content_hash(one)
        for one in (
            made(first, second),
            made(second, first),
            made(first, second, signer_name="Trần Thị B"),
            made(first, block("2.", "Khác.", anchor="2")),
        )
    }

    assert len(hashes) == 4


def test_line_ends_of_a_form_do_not_count():
    assert content_hash(made(recipients="a\r\nb\r\n")) == content_hash(made(recipients="a\nb"))


def test_parts_are_compared_by_their_address():
    before = made(block("1.", "Một."), block("2.", "Hai."), block("3.", "Ba."))
    after = made(block("1.", "Một."), block("2.", "Hai mươi."), block("4.", "Bốn."))

    found = difference(before, after)

    assert [(part.change, part.anchor) for part in found.parts] == [
        (Change.CHANGED, "2"),
        (Change.NEW, "4"),
        (Change.GONE, "3"),
    ]
    assert not found.fields


def test_a_changed_field_is_named_with_its_words():
    (change,) = difference(made(signer_name="An"), made(signer_name="Bình")).fields

    assert change.name == "signer_name"
    assert [(piece.change, piece.text) for piece in change.pieces] == [
        (Change.GONE, "An"),
        (Change.NEW, "Bình"),
    ]


def test_the_same_content_does_not_differ():
    assert not difference(made(block()), made(block()))


def test_a_table_is_read_row_by_row():
    table = {
        "caption": "Phân công",
        "columns": [{"type": "text", "heading": "Việc"}, {"type": "text", "heading": "Hạn"}],
        "rows": [{"values": ["Niêm yết", "30/6"]}],
    }

    assert text_of({"table": table}) == "Phân công\nViệc | Hạn\nNiêm yết | 30/6"


def test_long_texts_stand_whole_side_by_side():
    long = "từ " * 2_000
    before, after = (content_of({"abstract": text}, []) for text in (long, long + "nữa"))

    (change,) = difference(before, after).fields
    assert [piece.change for piece in change.pieces] == [Said.GONE, Said.NEW]
