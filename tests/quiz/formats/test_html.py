"""What is left of a text when its markup is taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats import html
from quiz.formats.html import AUTO, HTML, MARKDOWN, PLAIN, Picture, read, written
from quiz.formats.text import tidy
from tests.quiz.formats.strategies import TEXTS


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Một &amp; hai</p>\n<p>ba<br>bốn</p>", "Một & hai\nba\nbốn"),
        ("<p>Một</p><p>&nbsp;</p><p>hai</p>", "Một\n\nhai"),
        ("Một\n   hai\tba", "Một hai ba"),
        ("<div>Một<div>hai</div></div>ba", "Một\nhai\nba"),
        ("H<sub>2</sub>O, m<sup>2</sup>, x<sup>ab</sup>, y<sub></sub>", "H₂O, m², x^ab, y"),
        ("<ul><li>a</li>\n<li><p>b</p></li></ul>cuối", "- a\n- b\ncuối"),
        ("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>", "1. a\n2. b\n1. c"),
        ("<table><tr><th>a</th> <td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("<script>alert(1)</script>Xin<style>p{}</style><!-- nói --> chào", "Xin chào"),
        ("<b>Đ</b>ậm và <span style='color:red'>đỏ</span>", "Đậm và đỏ"),
        ("a < b và c > d, 1<2", "a < b và c > d, 1<2"),
        ("&lt;p&gt; &#7879; &agrave;", "<p> ệ à"),
        ("<a href='https://vi.vn/a'>đây</a>", "đây (https://vi.vn/a)"),
        ("<a href='https://vi.vn/'>https://vi.vn</a>", "https://vi.vn"),
        ("<a href='javascript:x'>đây</a>", "đây"),
        ("<![if !vml]>Một<![endif]><?xml:namespace a?>", "Một"),
        ("Một <!-- không hết", "Một <!-- không hết"),
        ("e\u0302\u0323", "ệ"),
    ],
)
def test_html(markup, text):
    assert read(markup).text == text


@pytest.mark.parametrize(
    ("kind", "markup", "text"),
    [
        (PLAIN, "<b>Một</b>\nhai &amp;", "<b>Một</b>\nhai &amp;"),
        (AUTO, "<b>Một</b>\nhai &amp; ba", "Một\nhai & ba"),
        (
            MARKDOWN,
            "# Đề\n**Một** `hai`\n* ba\n[x](https://vi.vn)",
            "Đề\nMột hai\n- ba\nx (https://vi.vn)",
        ),
        ("lạ", "<b>Một</b>", "Một"),
    ],
)
def test_other_formats(kind, markup, text):
    assert read(markup, kind).text == text


@pytest.mark.parametrize(
    ("markup", "lost"),
    [
        ("<b>a</b>", set()),
        ("<table></table>", {html.TABLE}),
        ("<iframe src='x'></iframe>", {html.MEDIA}),
        ("$$x^2$$", {html.FORMULA}),
        ("<u>a</u>", {html.EMPHASIS}),
        ("<span style='text-decoration: underline;'>a</span>", {html.EMPHASIS}),
        ("<script></script>", {html.SCRIPT}),
        ("a" * (html.LONGEST + 1), {html.CUT}),
    ],
)
def test_what_is_lost_is_named(markup, lost):
    assert read(markup).lost == lost


def test_pictures_are_told_apart_from_the_text():
    data = "data:image/png;base64," + "A" * 100_000
    found = read(f"<p>a <img src='x.png' alt='Hình &amp; chữ'> <img src=\"{data}\"> b</p>")
    assert found.text == "a b"
    assert found.pictures == (Picture("x.png", "Hình & chữ"), Picture(data))
    assert not found.lost


@given(TEXTS)
@settings(deadline=None)
def test_what_is_written_is_read(text):
    assert read(written(text)) == html.Text(text)


TAGS = "<b> </b> <li> <ol> <td> <pre> </pre> <!-- --> <img <a href="
SIGNS = "< > & &#1; &lt; \" ' \x00 \x01 ý\n"


@given(
    st.lists(st.sampled_from(f"{TAGS} {SIGNS}".split(" ")) | st.text(max_size=3)).map("".join),
    st.sampled_from([HTML, AUTO, PLAIN, MARKDOWN]),
)
@settings(deadline=None)
def test_whatever_stands_there_a_tidy_text_comes_out(markup, kind):
    text = read(markup, kind).text
    assert text == tidy(text)


@pytest.mark.parametrize("piece", ["<b>", "<!--", "<a ", '<a "', "<li>", "<td>", "</", "$$ \\("])
def test_a_long_text_of_signs_is_no_problem(piece):
    assert read(piece * (html.LONGEST // len(piece))).text is not None
