"""Text is read in every encoding that offices use, or refused with the reason."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intranet.office_files import old_fonts, syllables
from intranet.office_files.encodings import decoded, unicode_texts
from intranet.office_files.refusal import FileRefusedError

TEXT = (
    "Câu 1: Nguyễn Văn Ánh được giao «cải cách thủ tục hành chính» từ ngày nào?\n"
    "A. Ngày làm việc kế tiếp\nB. Ngay lập tức, kể cả ngày nghỉ\nĐáp án: B\n"
)


def in_tcvn3(text):
    """Write as one typed in .VnTime."""
    return text.translate(str.maketrans(old_fonts._TCVN3_LETTERS, old_fonts._TCVN3_SIGNS))


def in_vni(text):
    """Write as one typed in VNI-Times."""
    marks = {mark: sign for sign, mark in old_fonts._MARKS_OF_VNI.items()}
    letters = {letter: sign for sign, letter in old_fonts._LETTERS_OF_VNI.items()}
    signs = []
    for letter in text:
        small = letter.lower()
        if small in "ìí" or unicodedata.normalize("NFD", small) == small:
            sign = letters.get(small, small)
        elif small in letters:
            sign = letters[small]
        else:
            apart = unicodedata.normalize("NFD", small)
            base, rest = apart[0], apart[1:]
            if base + rest[:1] in ("o\u031b", "u\u031b"):
                base, rest = letters[unicodedata.normalize("NFC", base + "\u031b")], rest[1:]
            ordered = "".join(sorted(rest, key=lambda mark: mark not in "\u0302\u0306"))
            sign = base + (marks[ordered] if ordered else "")
        signs.append(sign.upper() if letter.isupper() else sign)
    return "".join(signs)


def in_1258(text):
    """Write as Windows does: letters with their own marks, tones apart."""
    signs = []
    for letter in text:
        try:
            signs.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            body = unicodedata.normalize("NFC", apart.replace(tone, ""))
            signs.append(body.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(signs)


FORMS = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-8 in decomposed letters": unicodedata.normalize("NFD", TEXT).encode(),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 big with a mark": "\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"),
    "utf-16 little without mark": TEXT.encode("utf-16-le"),
    "utf-16 big without mark": TEXT.encode("utf-16-be"),
    "windows-1258": in_1258(TEXT),
    "tcvn3": in_tcvn3(TEXT.replace("«", "(").replace("»", ")")).encode("latin-1"),
    "tcvn3 saved as utf-8": in_tcvn3(TEXT.replace("«", "(").replace("»", ")")).encode(),
    "vni": in_vni(TEXT).encode("latin-1"),
    "vni saved as utf-8": in_vni(TEXT).encode(),
    "utf-8 taken for windows-1252": "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in TEXT.encode()
    ).encode(),
    "windows line ends": TEXT.replace("\n", "\r\n").encode(),
    "old macintosh line ends": TEXT.replace("\n", "\r").encode(),
    "control characters": TEXT.replace("Câu", "C\x01âu\u200b").encode(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_every_encoding_gives_the_same_text(content):
    text, _encoding = decoded(content)
    assert text.replace("(", "«").replace(")", "»") == TEXT


@pytest.mark.parametrize(
    ("form", "encoding"),
    [("utf-8", "utf-8"), ("windows-1258", "windows-1258"), ("tcvn3", "tcvn3"), ("vni", "vni")],
)
def test_the_encoding_is_named(form, encoding):
    assert decoded(FORMS[form])[1] == encoding


REFUSED = {
    "another language in windows-1252": (
        "encoding",
        "Größe: Wie spät?\nÄrger, Öl".encode("cp1252"),
    ),
    "vietnamese in windows-1252": ("encoding", "Cải cách hành chính".encode("cp1252", "replace")),
    "letters lost": ("lost_letters", b"C?i c?ch h?nh ch?nh l? g?\nTh? t?c"),
    "signs of loss": ("lost_letters", "C\ufffdi c\ufffdch h\ufffdnh".encode()),
    "binary": ("binary", b"GIF89a\x00\x01" + b"\x00" * 7),
    "half of it mistyped": (
        "old_font_tcvn3",
        ("NguyÔn V¨n An lµm viÖc " * 3 + "Zürich Größe ©®§ x¶y¶z q©q w¨w r®r").encode(),
    ),
}


@pytest.mark.parametrize(("code", "content"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_certain_is_refused(code, content):
    with pytest.raises(FileRefusedError) as caught:
        decoded(content)
    assert caught.value.code == code


def test_the_line_of_the_first_strange_byte_is_named():
    with pytest.raises(FileRefusedError) as caught:
        decoded("một\nhai\n".encode() + b"\xd0\xf1\xff")
    assert caught.value.details == {"line": 3}


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích 25 m², ± 5 %, § 3, 10 °C, ½ giờ; «Cải cách»",
        "le café déjà vu où être à la carte",
        "Microsoft® Windows™ © 2024",
        "Größe, Zürich, Straße, Müller, Schäfer",
        "Y Kdăm Niê, H'Mai Êban",
    ],
)
def test_signs_that_only_look_old_stay(text):
    assert unicode_texts([text]) == ([text], "")


def test_old_and_new_text_in_one_file():
    texts, family = unicode_texts(["NguyÔn V¨n An", "Cải cách", "True", "§óng", "Sai", "C¢U HáI"])
    assert texts == ["Nguyễn Văn An", "Cải cách", "True", "Đúng", "Sai", "CÂU HỎI"]
    assert family == "tcvn3"


def test_words_that_are_right_in_either_way_follow_the_file():
    old = ["Thöïc hieän thuû tuïc haønh chính", "toàn", "Xaõ", "Hoà sô"]
    assert unicode_texts(old)[0][1:] == ["tồn", "Xã", "Hồ sơ"]
    mixed = [*old[:1], "toàn", "Cải cách", "Xã phường"]
    assert unicode_texts(mixed)[0][1:] == ["toàn", "Cải cách", "Xã phường"]


def test_words_by_their_build():
    good = "xão mấy thuý thúy túi giếng quý quá già hoà hòa của cứu tuổi nghiêng khuỷu Đắk "
    good += "quyết gìn giữa thuở ngoằn yểu uỷ ủy"
    assert [word for word in good.split() if not syllables.is_syllable(word)] == ["Đắk"]
    for word in "cỏch nguyÔn hảc tàp ngưở́i xaõ maí".split():
        assert not syllables.is_syllable(word), word


@given(st.text(alphabet="aăâeêioôơuưyàáảãạắằớợứđĐÂ bcghnt"))
def test_typing_for_an_old_font_and_back(text):
    text = unicodedata.normalize("NFC", text)
    assert old_fonts.from_vni(in_vni(text)) == text


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b"\x00\xd8\x00")
@settings(max_examples=300)
def test_no_bytes_crash_the_decoder(content):
    with suppress(FileRefusedError):
        text, _encoding = decoded(content)
        assert unicodedata.is_normalized("NFC", text)
        assert "\r" not in text
