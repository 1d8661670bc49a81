"""What is understood of Moodle XML as Moodle and others write it, and what is said about it."""

import base64
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from quiz.formats.base import ERROR, WARNING, FileRefusedError, ReadFile, ReadImage
from quiz.formats.moodle_xml.reading import read, topic_of


def file_of(*questions):
    body = "\n".join(questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}\n</quiz>'.encode()


def question(kind, inner="", stem="Câu hỏi?", attributes='format="html"'):
    text = f"<questiontext {attributes}><text><![CDATA[{stem}]]></text></questiontext>"
    return f'<question type="{kind}">{text}{inner}</question>'


def answers(*pairs, more=""):
    return "".join(
        f'<answer fraction="{fraction}"><text><![CDATA[{text}]]></text>{more}</answer>'
        for text, fraction in pairs
    )


def one(kind, inner="", **fields):
    found = read(file_of(question(kind, inner, **fields)))
    assert len(found.questions) == 1
    return found.questions[0]


def codes(found, severity=None):
    return [one.code for one in found.problems if severity in (None, one.severity)]


def key(found):
    return [option.text for option in found.options if option.is_correct]


SEVERAL = "<single>false</single>"


@pytest.mark.parametrize(
    ("single", "kind"),
    [
        ("<single>true</single>", "single"),
        ("<single>false</single>", "multiple"),
        ("<single>False</single>", "multiple"),
        ("<single>0</single>", "multiple"),
        ("<single></single>", "multiple"),
        ("", "single"),
    ],
)
def test_one_or_several(single, kind):
    assert one("multichoice", single + answers(("Một", 100), ("Hai", 0))).kind == kind


@pytest.mark.parametrize(
    ("inner", "right", "errors", "warnings"),
    [
        (answers(("Một", 100), ("Hai", 0)), ["Một"], [], []),
        (answers(("Một", "100.00000"), ("Hai", "-33.33333")), ["Một"], [], []),
        (answers(("Một", 100), ("Hai", 100)), ["Một", "Hai"], ["xml_several_right"], []),
        (answers(("Một", 50), ("Hai", 50)), ["Một", "Hai"], ["xml_single_but_several"], []),
        (answers(("Một", 0), ("Hai", 0)), [], ["xml_no_key"], []),
        (answers(("Một", 90), ("Hai", 0)), [], ["xml_no_key"], []),
        (answers(("Một", 100), ("Hai", 50)), ["Một"], [], ["xml_partly_right"]),
        (answers(("Một", "đúng"), ("Hai", 0)), [], ["xml_fraction_unreadable", "xml_no_key"], []),
        (answers(("Một", "1e9"), ("Hai", "nan")), [], ["xml_fraction_unreadable"] * 2, []),
        ("", [], ["xml_no_key"], []),
        (SEVERAL + answers(("Một", 50), ("Hai", 50), ("Ba", -100)), ["Một", "Hai"], [], []),
        (
            SEVERAL + answers(("Một", 50), ("Hai", 50), ("Ba", 0)),
            ["Một", "Hai"],
            [],
            ["xml_ticking_everything"],
        ),
        (
            SEVERAL + answers(("Một", 75), ("Hai", 25), ("Ba", -50)),
            ["Một", "Hai"],
            [],
            ["xml_unequal_shares"],
        ),
        (
            SEVERAL + answers(("Một", 33), ("Hai", "33.33333"), ("Ba", "33.33333"), ("Bốn", -50)),
            ["Một", "Hai", "Ba"],
            [],
            ["xml_fraction_nearest"],
        ),
        (
            SEVERAL + answers(("Một", 40), ("Hai", 40), ("Ba", 0)),
            ["Một", "Hai"],
            ["xml_sum_of_shares"],
            [],
        ),
        (SEVERAL + answers(("Một", 0), ("Hai", -50)), [], ["xml_no_key"], []),
    ],
)
def test_keys_of_choices(inner, right, errors, warnings):
    found = one("multichoice", inner)
    assert key(found) == right
    assert codes(found, ERROR)[: len(errors)] == errors
    assert bool(codes(found, ERROR)) == bool(errors)
    assert codes(found, WARNING) == warnings
    assert len(found.options) == inner.count("<answer")


def test_the_nearest_share_is_named():
    inner = SEVERAL + answers(("Một", 33), ("Hai", "33.33333"), ("Ba", "33.33333"))
    [problem] = [p for p in one("multichoice", inner).problems if p.code == "xml_fraction_nearest"]
    assert (problem.text, problem.details["nearest"]) == ("Một", "33,33333")


@pytest.mark.parametrize(
    ("pairs", "options", "right", "told"),
    [
        ([("true", 100), ("false", 0)], ["Đúng", "Sai"], ["Đúng"], []),
        ([("false", 100), ("TRUE", 0)], ["Sai", "Đúng"], ["Sai"], []),
        ([("Đúng", 0), ("Sai", 100)], ["Đúng", "Sai"], ["Sai"], []),
        ([("", 0), ("", 100)], ["Đúng", "Sai"], ["Sai"], ["xml_true_false_by_place"]),
        ([("Có", 100), ("Chưa", 0)], ["Có", "Chưa"], ["Có"], ["xml_true_false_by_place"]),
        ([("true", 0), ("false", 0)], ["Đúng", "Sai"], [], ["xml_no_key"]),
        ([("true", 100), ("false", 100)], ["Đúng", "Sai"], ["Đúng", "Sai"], ["xml_several_right"]),
        ([("true", 100)], ["Đúng", "Sai"], [], ["xml_true_false_answers"]),
    ],
)
def test_true_and_false(pairs, options, right, told):
    found = one("truefalse", answers(*pairs))
    assert [option.text for option in found.options] == options
    assert key(found) == right
    assert codes(found) == told


@pytest.mark.parametrize(
    ("inner", "forms", "told"),
    [
        (answers(("Hà Tĩnh", 100), ("TP Hà Tĩnh", 100)), ["Hà Tĩnh", "TP Hà Tĩnh"], []),
        (answers(("Hà Tĩnh", 100), ("Vinh", 50)), ["Hà Tĩnh"], ["xml_form_partly_right"]),
        (answers(("Hà Tĩnh", 100), ("Huế", 0)), ["Hà Tĩnh"], ["xml_wrong_form"]),
        (answers(("Hà*", 100)), ["Hà*"], ["xml_wildcard"]),
        (answers((r"2\*3", 100)), ["2*3"], []),
        (answers(("*", 100)), [], ["xml_everything_right", "xml_no_key"]),
        (answers(("Hà Tĩnh", 100), ("*", 0)), ["Hà Tĩnh"], ["xml_wrong_form"]),
        ("<usecase>1</usecase>" + answers(("Nội", 100)), ["Nội"], ["xml_case_ignored"]),
        ("", [], ["xml_no_key"]),
    ],
)
def test_short_answers(inner, forms, told):
    found = one("shortanswer", inner)
    assert key(found) == forms
    assert codes(found) == told


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        ("30", "30", []),
        ("2.5", "2,5", []),
        ("1.234", "1,234", []),
        ("3,5", "3,5", []),
        ("1,234", "1,234", ["xml_comma_in_number"]),
        ("-0.5", "-0,5", []),
        ("1e3", "1000", []),
        ("năm", "năm", ["xml_not_a_number"]),
        ("1e999999", "1e999999", ["xml_not_a_number"]),
        ("NaN", "NaN", ["xml_not_a_number"]),
        ("", "", ["xml_not_a_number"]),
    ],
)
def test_numbers(text, number, told):
    found = one("numerical", answers((text, 100)))
    assert key(found) == [number]
    assert codes(found) == told


@pytest.mark.parametrize(
    ("inner", "tolerance", "unit", "told"),
    [
        (answers(("5", 100), more="<tolerance>0.5</tolerance>"), "0.5", "", []),
        (answers(("5", 100), ("6", 100), more="<tolerance>0</tolerance>"), "0", "", []),
        (
            answers(("5", 100), more="<tolerance>1</tolerance>") + answers(("7", 100)),
            "",
            "",
            ["xml_tolerances_differ"],
        ),
        (
            answers(("5", 100), more="<tolerance>-1</tolerance>"),
            "",
            "",
            ["xml_tolerance_unreadable"],
        ),
        (
            answers(("5", 100))
            + "<units><unit><multiplier>1</multiplier><unit_name>ngày</unit_name></unit>"
            + "<unit><multiplier>24</multiplier><unit_name>giờ</unit_name></unit></units>",
            "",
            "ngày",
            ["xml_further_unit"],
        ),
        (answers(("*", 100)), "", "", ["xml_everything_right", "xml_no_key"]),
    ],
)
def test_tolerance_and_unit(inner, tolerance, unit, told):
    found = one("numerical", inner)
    assert (found.tolerance, found.unit, codes(found)) == (tolerance, unit, told)


def pair(text, answer):
    return (
        f'<subquestion format="html"><text><![CDATA[{text}]]></text>'
        f"<answer><text><![CDATA[{answer}]]></text></answer></subquestion>"
    )


def test_pairs():
    inner = pair("<p>Sở</p>", "Tỉnh") + pair("Phòng", "a < b") + pair("", "Bộ")
    found = one("matching", inner)
    assert [(option.text, option.match) for option in found.options] == [
        ("Sở", "Tỉnh"),
        ("Phòng", "a < b"),
    ]
    assert codes(found) == ["xml_distractor"]
    assert found.marking_rule == "partial"


def test_an_order_follows_its_numbers():
    found = one("ordering", answers(("Hai", 2), ("Một", 1), ("Ba", "3.0000")))
    assert [option.text for option in found.options] == ["Một", "Hai", "Ba"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("essay", "xml_essay"),
        ("cloze", "xml_cloze"),
        ("calculated", "xml_calculated"),
        ("calculatedmulti", "xml_calculated"),
        ("random", "xml_random"),
        ("ddwtos", "xml_kind_unknown"),
        ("", "xml_kind_unknown"),
    ],
)
def test_types_without_counterpart_are_errors_by_name(kind, code):
    content = file_of(question(kind, answers(("Một", 100))), question("description"))
    found = read(content)
    assert [one.kind for one in found.questions] == ["", "text_block"]
    assert codes(found.questions[0], ERROR) == [code]
    assert [line.role for line in found.lines] == ["question", "question"]


def category(path):
    return f'<question type="category"><category><text>{path}</text></category></question>'


def test_categories_become_topics():
    found = read(
        file_of(
            question("description"),
            category("$course$/top/CCHC/Một cửa"),
            question("description"),
            category("$course$/top/CCHC"),
            question("description"),
        )
    )
    assert [one.topic for one in found.questions] == ["", "Một cửa", "CCHC"]
    assert [line.role for line in found.lines].count("heading") == 2


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("$course$/top/Thủ tục", "Thủ tục"),
        ("$module$/Delta/Epsilon", "Epsilon"),
        ("$system$/top/A//B", "A/B"),
        ("Alpha", "Alpha"),
        ("$course$/top", ""),
        ("$course$", ""),
        ("top", ""),
        ("", ""),
    ],
)
def test_the_last_name_of_a_path(path, topic):
    assert topic_of(path) == topic


def test_two_categories_of_one_name_are_told():
    found = read(file_of(category("A/Chung"), category("B/Chung"), question("description")))
    assert "xml_topics_alike" in codes(found)


def test_code_keywords_and_explanation():
    inner = (
        "<idnumber>CCHC-01</idnumber><tags><tag><text>một cửa</text></tag>"
        "<tag><text>CCHC</text></tag></tags>"
        '<generalfeedback format="html"><text>&lt;p&gt;Vì lẽ đó.&lt;/p&gt;</text></generalfeedback>'
        + answers(("Một", 100), more="<feedback><text>Chuẩn.</text></feedback>")
        + answers(("Hai", 0))
    )
    found = one("multichoice", inner)
    assert (found.code, found.keywords) == ("CCHC-01", ("một cửa", "CCHC"))
    assert found.explanation == "Vì lẽ đó.\nPhương án «Một»: Chuẩn."


@pytest.mark.parametrize(
    ("attributes", "stem", "text"),
    [
        ('format="html"', "<p>Một</p><p>hai &amp; ba</p>", "Một\nhai & ba"),
        ('format="moodle_auto_format"', "Một\nhai <b>ba</b>", "Một\nhai ba"),
        ('format="plain_text"', "Một <b>\nhai &amp;", "Một <b>\nhai &amp;"),
        ('format="markdown"', "**Một**\n* hai", "Một\n- hai"),
        ('format="unknown"', "<i>Một</i>", "Một"),
        ("", "<i>Một</i>", "Một"),
    ],
)
def test_formats_of_texts(attributes, stem, text):
    assert one("description", stem=stem, attributes=attributes).stem == text


def test_html_that_nobody_wrapped_is_read_all_the_same():
    content = file_of(
        '<question type="description"><questiontext format="html"><text>'
        "<p>Một</p><p>hai <b>ba</b></p></text></questiontext></question>"
    )
    assert read(content).questions[0].stem == "Một\nhai ba"


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("<table><tr><td>a</td></tr></table>", "xml_table"),
        ("<audio src='a.mp3'></audio>x", "xml_media"),
        (r"\(x^2\)", "xml_formula"),
        ("<u>không</u> phải", "xml_emphasis"),
        ("<script>x</script>a", "xml_script"),
        ("a" * 60_000, "xml_text_too_long"),
        ("<img src='https://vi.vn/a.png'>", "xml_picture_missing"),
        ("<img src='@@PLUGINFILE@@/a.png'>", "xml_picture_missing"),
    ],
)
def test_what_may_be_missing_is_told(stem, code):
    assert code in codes(one("description", stem=stem))


def picture(kind="PNG", size=(3, 2)):
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, kind)
    return stream.getvalue()


def attached(name, content):
    return f'<file name="{name}" encoding="base64">{base64.b64encode(content).decode()}</file>'


def with_files(stem, *files):
    text = f'<questiontext format="html"><text><![CDATA[{stem}]]></text>{"".join(files)}'
    return file_of(f'<question type="description">{text}</questiontext></question>')


IMG = '<img src="@@PLUGINFILE@@/{}" alt="{}">'


class TestPictures:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
    def test_the_picture_of_a_stem(self, kind):
        content = picture(kind)
        stem = "Xem " + IMG.format("s%C6%A1%20%C4%91%E1%BB%93.png", "Sơ đồ")
        found = read(with_files(stem, attached("sơ đồ.png", content))).questions[0]
        assert found.image == ReadImage("sơ đồ.png", content, "Sơ đồ")
        assert found.problems == ()

    def test_one_in_a_folder(self):
        file = attached("a.png", picture()).replace("<file ", '<file path="/hinh/" ')
        found = read(with_files(IMG.format("hinh/a.png", "Hình"), file)).questions[0]
        assert found.image == ReadImage("a.png", picture(), "Hình")
        assert found.problems == ()

    def test_one_within_the_address(self):
        data = base64.b64encode(picture(size=(40, 40))).decode()
        stem = f'<img alt="Hình" src="data:image/png;base64,{data}">'
        assert one("description", stem=stem).image.content == picture(size=(40, 40))

    def test_the_place_that_old_files_had(self):
        data = base64.b64encode(picture()).decode()
        inner = f"<image>moodle.png</image><image_base64>\n{data}\n</image_base64>"
        found = one("description", inner)
        assert found.image.content == picture()
        assert codes(found) == ["xml_picture_without_words"]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"khong phai anh", "xml_picture_unreadable"),
            (picture(size=(40, 40))[:60], "xml_picture_unreadable"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "xml_picture_unreadable"),
            (picture() + b"<script>", "xml_picture_two_kinds"),
            (b"x" * (5 * 1024 * 1024 + 1), "xml_picture_too_large"),
            (picture(size=(5000, 5000)), "xml_picture_too_many_pixels"),
        ],
        ids=["text", "cut", "svg", "script", "large", "pixels"],
    )
    def test_what_is_no_picture_is_left_out_with_a_warning(self, content, code):
        stem = IMG.format("a.png", "Hình")
        found = read(with_files(stem, attached("a.png", content))).questions[0]
        assert found.image is None
        assert codes(found) == [code]

    def test_further_pictures_and_other_files_are_named(self):
        stem = IMG.format("a.png", "Một") + IMG.format("b.png", "Hai")
        files = [attached(name, picture()) for name in ("a.png", "b.png")]
        found = read(with_files(stem, *files, attached("c.mp3", b"x"))).questions[0]
        assert found.image.name == "a.png"
        assert codes(found, WARNING) == ["xml_second_picture", "xml_file_left_out"]

    def test_an_option_that_is_a_picture_is_an_error(self):
        inner = answers((IMG.format("a.png", "x"), 100), ("Hai" + IMG.format("b.png", ""), 0))
        found = one("multichoice", inner)
        assert codes(found, ERROR) == ["xml_picture_in_option"]
        assert codes(found, WARNING) == ["xml_picture_in_option"]


BILLION = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<quiz>&b;</quiz>"""
OUTSIDE = b"""<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>"""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml_broken"),
        (b"cau hoi", "xml_broken"),
        (b"<quiz><question>", "xml_broken"),
        (b"<quiz>&nbsp;</quiz>", "xml_broken"),
        (b"<quiz>\xff</quiz>", "xml_broken"),
        (b"<html><body/></html>", "xml_other_root"),
        (b'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>', "xml_other_root"),
        (BILLION, "xml_with_dtd"),
        (OUTSIDE, "xml_with_dtd"),
        (b"<quiz>" + b"<a>" * 60 + b"</a>" * 60 + b"</quiz>", "xml_too_deep"),
    ],
)
def test_files_that_cannot_be_read_are_refused(content, code):
    with pytest.raises(FileRefusedError) as refusal:
        read(content)
    assert refusal.value.code == code


def test_a_refusal_names_the_line():
    with pytest.raises(FileRefusedError) as refusal:
        read(b"\n<quiz>\n  <question>\n</quiz>")
    assert refusal.value.details["line"] == 4


def test_places_are_lines_of_the_file():
    content = b"\xef\xbb\xbf\n" + file_of(question("description"), question("essay"))
    assert [one.place.line for one in read(content).questions] == [4, 5]


def test_an_empty_file_and_what_is_no_question_are_told():
    found = read(b"<quiz>lac <text>khac</text></quiz>")
    assert codes(found) == ["xml_stray_text", "xml_unknown_element", "xml_no_questions"]
    assert [line.role for line in found.lines] == ["unread", "unread"]


def test_encodings_that_the_file_names():
    text = '<?xml version="1.0" encoding="{}"?><quiz>' + question("description", stem="Đổi mới")
    for encoding in ("utf-8", "utf-16"):
        content = (text.format(encoding) + "</quiz>").encode(encoding)
        assert read(content).questions[0].stem == "Đổi mới"


def test_text_for_old_fonts_is_converted_and_told():
    old = "Thñ tôc hµnh chÝnh nµo ®\xad\xadîc gi¶i quyÕt t¹i bé phËn mét cöa cña së?".replace(
        "\xad\xad", "\xad"
    )
    found = read(file_of(question("description", stem=old)))
    assert found.questions[0].stem.startswith("Thủ tục hành chính nào được giải quyết")
    assert "text_converted" in codes(found)


WHOLE = with_files(
    "<p>Một <b>hai</b></p>" + IMG.format("a.png", "Hình"), attached("a.png", picture())
)
PIECES = st.sampled_from(
    [
        "<question type='multichoice'>",
        "</question>",
        "<single>False</single>",
        "<answer fraction='50'>",
        "</answer>",
        "<text>",
        "</text>",
        "<![CDATA[",
        "]]>",
        "<questiontext format='html'>",
        "</questiontext>",
        "<file name='a' encoding='base64'>AAAA</file>",
        "<subquestion>",
        "</subquestion>",
        "&lt;img src=&quot;data:image/png;base64,AAAA&quot;&gt;",
        "<category><text>$course$/a//b/</text></category>",
        "<bank rule='x'><option text='' pinned='1'/></bank>",
        "<units><unit/></units>",
        "ý",
        "\x00",
        "&#1;",
        "&#x110000;",
    ]
)
KINDS = st.sampled_from(
    "multichoice truefalse shortanswer numerical matching ordering description essay category x "
    "multichoiceset".split()
)
INNER = st.lists(
    st.sampled_from(
        [
            *(answers((text, share)) for text in ("", "*", "1,2", "<img>") for share in (100, "x")),
            SEVERAL,
            "<single/>",
            "<shuffleanswers>0</shuffleanswers>",
            pair("a", "b"),
            pair("", ""),
            "<subquestion/>",
            "<answer/>",
            "<answer fraction='-1e400'><text><a><b/></a></text></answer>",
            "<tags><tag/><tag><text>a</text></tag></tags>",
            "<generalfeedback/>",
            "<image>a</image><image_base64>%%%</image_base64>",
            "<bank rule='partial' topic='&#10;'><option text='7' references='no'/></bank>",
            "<units><unit><multiplier>x</multiplier><unit_name>n</unit_name></unit></units>",
            "<category><text>/////</text></category>",
        ]
    ),
    max_size=5,
).map("".join)


def reads(content):
    try:
        found = read(content)
    except FileRefusedError:
        return
    assert isinstance(found, ReadFile)
    assert len(found.lines) >= len(found.questions)


@given(st.binary(max_size=200) | st.lists(PIECES).map(lambda one: file_of("".join(one))))
@example(b"\xff\xfe<")
@settings(deadline=None)
def test_nothing_that_is_in_a_file_is_an_error_of_the_program(content):
    reads(content)


@given(st.lists(st.tuples(KINDS, INNER), max_size=3))
@settings(deadline=None)
def test_nor_is_any_element_in_any_question(parts):
    reads(file_of(*(question(kind, inner) for kind, inner in parts)))


@given(st.integers(0, len(WHOLE)), st.binary(max_size=3), st.integers(0, 5))
@settings(deadline=None)
def test_nor_is_a_real_file_that_was_damaged(place, bytes_put, cut):
    reads(WHOLE[:place] + bytes_put + WHOLE[place + cut :])
    reads(WHOLE[:place])
