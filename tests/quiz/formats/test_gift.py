"""Reading GIFT: what Moodle guesses or breaks on is read as meant, or named with its line."""

import pytest

from quiz.formats.base import ERROR, NOTICE, WARNING
from quiz.formats.gift.reading import read


def only(text):
    """The one question of a text."""
    file = read(text)
    assert len(file.questions) == 1, file.questions
    return file.questions[0]


def codes(question, severity=None):
    return [
        problem.code
        for problem in question.problems
        if severity is None or problem.severity == severity
    ]


def options(question):
    return [(option.text, option.is_correct) for option in question.options]


def lines(question, code):
    return [problem.place.line for problem in question.problems if problem.code == code]


ERRORS = {
    "one_brace": ("Câu hỏi {=A ~B", "gift_brace_unclosed"),
    "reversed_braces": ("Câu } hỏi { =A ~B", "gift_brace_stray"),
    "two_groups": ("Một {=1} và hai {=2}", "gift_two_groups"),
    "cat_swallow": ("$CATEGORY: x\nCâu? {=a ~b}", "gift_category_without_blank"),
    "zero_short": ("Câu {0}", "gift_sign_missing"),
    "mc_one": ("Câu {~a}", "gift_one_option"),
    "match1": ("Câu {=a->1}", "gift_few_pairs"),
    "match0": ("Câu {=->1}", "gift_few_pairs"),
    "multi_correct": ("Câu {=a =b ~c}", "gift_several_right"),
    "match_tilde": ("Câu {=a~b->1 =c->2}", "gift_pairs_with_tilde"),
    "eq_weight": ("Câu {=%50%A =%50%B ~%-50%C}", "gift_weight_on_equals"),
    "weight_dashdash": ("Câu {~%--50%A ~%50%B}", "gift_weight_unreadable"),
    "url_eq": ("Câu {=https://x.vn/a?id=1 ~không}", "gift_address"),
    "url_wrong": ("Câu {~https://x.vn/a?id=1 ~không}", "gift_address"),
    "num_text": ("Câu {#năm}", "gift_not_a_number"),
    "num_nothing": ("Câu {#}", "gift_not_a_number"),
    "num_textrange": ("Câu {#a..b}", "gift_not_a_number"),
    "num_reversed": ("Câu {#5..1}", "gift_range_reversed"),
    "num_two_tolerances": ("Câu {# =1:0,5 =7:2}", "gift_tolerances_differ"),
    "num_relative": ("Câu {#100:5%}", "gift_not_a_number"),
    "essay": ("Nêu cảm nghĩ của anh/chị. {}", "gift_essay"),
    "no_right": ("Câu {~a ~b}", "gift_no_right"),
    "zero_weights": ("Câu {~%0%a ~%-100%b}", "gift_no_right"),
    "sum_below": ("Câu {~%30%a ~%30%b ~c}", "gift_sum_of_shares"),
    "sum_above": ("Câu {~%100%a ~%100%b ~c}", "gift_sum_of_shares"),
    "first_without_sign": ("Câu {a =b ~c}", "gift_sign_missing"),
    "brace_in_braces": (r"Câu {=\frac{a}{b} ~c}", "gift_brace_inside"),
    "everything": ("Câu {=*}", "gift_matches_everything"),
    "wildcard": ("Câu {=Hà*}", "gift_wildcard"),
    "half_only": ("Câu {=%50%Huế}", "gift_no_full_answer"),
    "empty_form": ("Câu {=}", "gift_no_full_answer"),
    "pair_half": ("Câu {=a->1 =b =c->3}", "gift_pair_incomplete"),
    "pair_weight": ("Câu {=%50%a->1 =b->2}", "gift_weight_on_equals"),
    "no_stem": ("{=a ~b}", "gift_no_stem"),
}


@pytest.mark.parametrize(("text", "code"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_meant_is_an_error_with_its_line(text, code):
    question = only(f"// đầu tệp\n\n{text}")

    assert code in codes(question, ERROR)
    assert lines(question, code)[0] == 3 + text.startswith("$")


def test_noblank_between_is_read_as_two_questions_with_an_error():
    first, second = read("Q1 {=a ~b}\nQ2 {=c ~d}").questions

    assert codes(first) == []
    assert (first.stem, second.stem) == ("Q1", "Q2")
    assert codes(second, ERROR) == ["gift_no_blank_line"]
    assert second.place.line == 2


def test_notes_go_with_the_question_they_stand_before():
    first, second = read("// [id:A]\nQ1 {=a ~b}\n// [id:B]\nQ2 {=c ~d}").questions

    assert (first.code, second.code) == ("A", "B")


WARNINGS = {
    "no_braces": ("Câu này quên đáp án", "gift_no_answers"),
    "only_equals": ("Câu {=Hà Nội =Huế}", "gift_only_equals"),
    "stray_after": ('Câu {=a ~b}";', "gift_tail_of_signs"),
    "text_on_a_new_line": ("Câu {=a ~b}\nCâu sau quên đáp án", "gift_text_after"),
    "mc_empty_opt": ("Câu {=a ~ ~b}", "gift_empty_option"),
    "mc_dup": ("Câu {=a ~a ~b}", "gift_repeated_option"),
    "feedback_hash": ("Câu {=C#1 ~B}", "gift_short_feedback"),
    "name_unclosed": ("::Tên Câu {=a ~b}", "gift_name_unclosed"),
    "name_half_opened": (":Tên::Câu {=a ~b}", "gift_name_unclosed"),
    "blank_inside": ("Câu {\n=a\n\n~b\n}", "gift_blank_inside"),
    "unequal": ("Câu {~%70%a ~%30%b ~c}", "gift_unequal_shares"),
    "half_right": ("Câu {=a ~%50%b ~c}", "gift_half_right"),
    "glued": ("Câu {~x=1 ~y}", "gift_sign_glued"),
    "ambiguous_number": ("Câu {#1.234}", "gift_number_ambiguous"),
    "half_a_form": ("Câu {=Huế =%50%Hue}", "gift_partial_left_out"),
    "half_a_number": ("Câu {# =1822:0 =%50%1822:2}", "gift_partial_left_out"),
    "distractor": ("Câu {=a->1 =b->2 =->3}", "gift_distractor_left_out"),
    "feedback_for_other_numbers": ("Câu {#3:2 ~#sai}!!", "gift_tail_of_signs"),
    "arrows": ("Câu {=a->b->c =d->e}", "gift_several_arrows"),
    "table": ("[html]<table><tr><td>x</td></tr></table> {=a ~b}", "gift_table"),
    "picture": ('[html]<img src\\="x.png"> Hình gì? {=a ~b}', "gift_picture"),
    "formula": ("Tính $$x^2$$ {=a ~b}", "gift_formula"),
    "own_mark": ("// [x-kind:gì đó]\nCâu {=a ~b}", "gift_mark_unknown"),
    "own_mark_wrong": ("// [x-kind:number]\nCâu {=a ~b}", "gift_mark_contradicts"),
}


@pytest.mark.parametrize(("text", "code"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_may_be_meant_otherwise_is_a_warning(text, code):
    question = only(text)

    assert code in codes(question, WARNING)
    assert codes(question, ERROR) == []


def test_a_forgotten_answer_never_becomes_something_to_answer():
    assert only("Câu này quên đáp án").kind == "text_block"


KINDS = {
    "single": ("Câu {=a ~b ~c}", "single", [("a", True), ("b", False), ("c", False)]),
    "compact": ("Câu {~a=b~c}", "single", [("a", False), ("b", True), ("c", False)]),
    "shares": (
        "Câu {~%50%a ~%50%b ~%-100%c}",
        "multiple",
        [("a", True), ("b", True), ("c", False)],
    ),
    "weight_33": ("Câu {~%33%A ~%33%B ~%34%C ~D}", "multiple", None),
    "thirds": ("Câu {~%33.33333%A ~%33.33333%B ~%33.33333%C ~D}", "multiple", None),
    "comma_share": ("Câu {~%33,33333%A ~%33,33333%B ~%33,33334%C ~D}", "multiple", None),
    "one_share": ("Câu {~%100%a ~b}", "multiple", [("a", True), ("b", False)]),
    "full_share_on_equals": ("Câu {=%100%a ~b}", "single", [("a", True), ("b", False)]),
    "tf": ("Câu {T}", "true_false", [("Đúng", True), ("Sai", False)]),
    "tf_t": ("Câu {t}", "true_false", [("Đúng", True), ("Sai", False)]),
    "tf_true_mixed": ("Câu {True}", "true_false", [("Đúng", True), ("Sai", False)]),
    "tf_false": ("Câu {FALSE}", "true_false", [("Đúng", False), ("Sai", True)]),
    "tf_vietnamese": ("Câu { Sai }", "true_false", [("Đúng", False), ("Sai", True)]),
    "short": ("Câu {=Hà Nội}", "short_text", [("Hà Nội", True)]),
    "number": ("Câu {#30}", "number", [("30", True)]),
    "num_comma": ("Câu {#3,5:0}", "number", [("3,5", True)]),
    "num_dot": ("Câu {#3.5}", "number", [("3,5", True)]),
    "num_thousands": ("Câu {#1.234,5}", "number", [("1234,5", True)]),
    "num_negative": ("Câu {#-2}", "number", [("-2", True)]),
    "num_several": ("Câu {# =30 =31#cũng được}", "number", [("30", True), ("31", True)]),
    "num_scientific": ("Câu {#1.5e3}", "number", [("1500", True)]),
    "literal_star": (r"Câu {=\\*}", "short_text", [("*", True)]),
    "comment_mid": ("Câu {=a ~b // ghi chú\n}", "single", [("a", True), ("b // ghi chú", False)]),
    "comment_line_inside": ("Câu {\n=a\n// ~bỏ\n~b\n}", "single", [("a", True), ("b", False)]),
    "lines": ("Câu {\n\t=một\n\thai\n\t~ba\n}", "single", [("một\nhai", True), ("ba", False)]),
    "crlf": ("Câu {\r\n=a\r\n~b\r\n}\r\n", "single", [("a", True), ("b", False)]),
    "option_format": ("Câu {=[plain]%50%x ~b}", "single", [("%50%x", True), ("b", False)]),
}


@pytest.mark.parametrize(("text", "kind", "expected"), KINDS.values(), ids=KINDS.keys())
def test_a_question_has_the_kind_and_the_key_that_its_signs_say(text, kind, expected):
    question = only(text)

    assert question.kind == kind
    assert codes(question, ERROR) == []
    if expected is None:
        assert [right for _text, right in options(question)] == [True, True, True, False]
    else:
        assert options(question) == expected


def test_shares_mean_a_share_of_the_mark_for_each():
    question = only("Câu {~%50%a ~%50%b ~%-100%c}")

    assert question.marking_rule == "partial"
    assert codes(question) == ["gift_penalty_left_out"]


STEMS = {
    "zero_line": ("Câu\n0\nhỏi {=a ~b}", "Câu\n0\nhỏi"),
    "missing_word": ("Hai cộng {=hai ~ba} bằng bốn.", "Hai cộng _____ bằng bốn."),
    "sentence_end": ("Thủ đô là {=Hà Nội}.", "Thủ đô là _____."),
    "format_bad": ("[1] Câu hỏi {=a ~b}", "[1] Câu hỏi"),
    "format_plain": ("[plain]<b> & {=a ~b}", "<b> &"),
    "format_html": ("[html]<p>Một<br>hai &lt; ba</p> {=a ~b}", "Một\nhai < ba"),
    "looks_like_a_tag": ("Nếu a<b và b>c, x&y thì {=a ~b}", "Nếu a<b và b>c, x&y thì"),
    "tags_without_format": ("Tên <b>nước</b><br>ta&nbsp;là {=a ~b}", "Tên nước\nta là"),
    "indented_tilde": ("  Khoảng ~ 5 = năm\n {=a ~b}", "Khoảng ~ 5 = năm"),
    "escape": (r"\{x\} \~ \= \# \: \\ {=a ~b}", r"{x} ~ = # : \ "[:-1]),
    "escaped_break": (r"Một\nhai {=a ~b}", "Một\nhai"),
    "name": ("::Tên::Câu {=a ~b}", "Câu"),
    "name_on_its_line": ("::Tên::\nCâu {=a ~b}", "Câu"),
    "decomposed": ("Ca\u0302u {=a ~b}", "Câu"),
}


@pytest.mark.parametrize(("text", "stem"), STEMS.values(), ids=STEMS.keys())
def test_the_stem_is_what_the_author_wrote(text, stem):
    question = only(text)

    assert question.stem == stem
    assert codes(question, ERROR) == codes(question, WARNING) == []


def test_comment_line_holds_notes():
    """Id and tags, with an escaped bracket."""
    question = only("// [id:X1] [tag:CCHC] [tag:một\\] cửa]\nCâu {=a ~b}")

    assert question.code == "X1"
    assert question.keywords == ("CCHC", "một] cửa")


def test_tf_fb_and_gf_become_the_explanation():
    """First for those who are wrong, second for the right, and above both the general one."""
    question = only("Câu {FALSE#sai rồi#đúng rồi####chung}")

    assert question.explanation == ("chung\nPhương án «Đúng»: sai rồi\nPhương án «Sai»: đúng rồi")
    assert codes(question) == ["gift_feedback_kept"]
    assert only("Câu {=a ~b####chung}").explanation == "chung"


@pytest.mark.parametrize(
    ("text", "number", "tolerance", "unit"),
    [
        ("Câu {#3:0,5}", "3", "0.5", ""),
        ("Câu {#1..5}", "3", "2", ""),
        ("Câu {#1,5..2}", "1,75", "0.25", ""),
        ("Câu {#30 ngày}", "30", "", "ngày"),
        ("Câu {#=30 ngày:1}", "30", "1", "ngày"),
    ],
)
def test_numbers_have_tolerance_and_unit(text, number, tolerance, unit):
    question = only(text)

    assert (question.options[0].text, question.tolerance, question.unit) == (
        number,
        tolerance,
        unit,
    )


def test_pairs():
    question = only("Nối {=Canada->Ottawa =Ý -> Roma}")

    assert question.kind == "matching"
    assert question.marking_rule == "partial"
    assert [(option.text, option.match) for option in question.options] == [
        ("Canada", "Ottawa"),
        ("Ý", "Roma"),
    ]


CATEGORIES = {
    "plain": ("$CATEGORY: Một cửa", "Một cửa", []),
    "root": ("$CATEGORY: $course$/top/Một cửa", "Một cửa", []),
    "path": ("$CATEGORY: $course$/top/CCHC/Một cửa", "Một cửa", ["gift_category_path"]),
    "slash": ("$CATEGORY: tỉnh//huyện", "tỉnh/huyện", []),
    "top": ("$CATEGORY: $course$/top", "", []),
}


@pytest.mark.parametrize(("line", "topic", "notices"), CATEGORIES.values(), ids=CATEGORIES.keys())
def test_a_category_is_the_topic_of_what_follows(line, topic, notices):
    file = read(f"{line}\n\nMột {{=a ~b}}\n\nHai {{=a ~b}}")

    assert [question.topic for question in file.questions] == [topic, topic]
    assert [problem.code for problem in file.problems] == notices
    assert all(problem.severity == NOTICE for problem in file.problems)


def test_names_are_told_once_for_the_file_unless_they_repeat_the_question():
    file = read("::Một::Câu {=a ~b}\n\n::Hai::Câu {=a ~b}\n\n::Câu...::Câu hỏi {=a ~b}")

    assert [(problem.code, problem.details) for problem in file.problems] == [
        ("gift_names_left_out", {"count": 2})
    ]


def test_every_line_has_its_role():
    file = read("// ghi chú\n\n$CATEGORY: x\n\nCâu {\n=a\n~b\n}\n")

    assert [(line.place.line, line.role) for line in file.lines] == [
        (1, "comment"),
        (3, "heading"),
        (5, "question"),
        (6, "question"),
        (7, "question"),
        (8, "question"),
    ]


def test_an_open_brace_does_not_swallow_the_question_after_a_blank_line():
    first, second = read("Một {=a ~b\n\nHai {=c ~d}").questions

    assert codes(first, ERROR) == ["gift_brace_unclosed"]
    assert codes(second) == []


def test_what_was_made_from_an_own_kind_without_its_kind_is_told():
    file = read("// [x-stem:Xếp thứ tự]")

    assert not file.questions
    assert [problem.code for problem in file.problems] == ["gift_remembered_broken"]
