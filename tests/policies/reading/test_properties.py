"""Whatever the text is: reading never fails, loses nothing and takes time in line with length."""

import re
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.policies.reading.document import read_text
from intranet.policies.reading.source import Line
from tests.policies.reading.printing import assert_nothing_is_lost

HERE = Path(__file__).parent / "documents"
LINES = [line for path in sorted(HERE.glob("*.txt")) for line in path.read_text().splitlines()]
FRAGMENTS = (
    "Số:|/KH-SLĐTBXH|28|Hà Tĩnh, ngày|tháng|năm 2021|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|MẬT|“|”|:"
    "|Độc lập - Tự do - Hạnh phúc|KẾ HOẠCH|V/v|Kính gửi:|Căn cứ|;|Điều 1.|Chương I|I.|1.|a)|i)"
    "|-|+|Phụ lục|(Kèm theo|)|Nơi nhận:|- Lưu: VT|KT. GIÁM ĐỐC|GIÁM ĐỐC|Nguyễn Trí Lạc|\t|   |\f"
    "|Ký bởi:|a@b.vn|2021-01-22T17:23:31+0700|TS.|1.1.|Q.|…|-----|Phần thứ hai|Mục 1|ó|QUYẾT ĐỊNH:"
    "|7  CÔNG BÁO/Số 7/Ngày 1-2-2021|VĂN BẢN KHÁC|LIÊN NGÀNH|(Đã ký) (Đã ký)"
    "|KT. GIÁM ĐỐC CHỦ TỊCH|Trần Thị Hà Lê Văn Bình|CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"
).split("|")

pieces = st.lists(
    st.one_of(st.sampled_from(LINES), st.sampled_from(FRAGMENTS), st.text(max_size=12)),
    max_size=40,
)
texts = st.one_of(
    st.text(max_size=300),
    pieces.map("\n".join),
    pieces.map(" ".join),
    pieces.map("".join),
    st.tuples(pieces, pieces).map(lambda two: "\n".join(two[0]) + "\f" + "\n\n".join(two[1])),
)


@settings(deadline=None)
@given(texts)
def test_any_text_is_read_and_nothing_of_it_is_lost(text):
    document = read_text(text)

    assert_nothing_is_lost(document)
    assert len({part.anchor for part in document.parts}) == len(document.parts)
    assert all(re.fullmatch(r"[^\s#]+", part.anchor) for part in document.parts)
    assert all(part.level >= 1 for part in document.parts)


@settings(deadline=None)
@given(texts)
def test_the_same_text_is_read_alike_again(text):
    assert read_text(text) == read_text(text)


@settings(deadline=None)
@given(texts)
def test_parts_say_what_the_source_says(text):
    document = read_text(text)

    for part in document.parts:
        said = part.title + part.text + "".join(cell for row in part.rows for cell in row)
        source = "".join(document.source[start:end] for start, end in part.spans)
        assert "".join(said.split()) in "".join(source.split())


def steps_of(text: str) -> int:
    """How many lines of Python a reading runs through."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_text(text)
    finally:
        sys.settrace(before)
    return count


def test_twice_the_text_takes_about_twice_the_steps():
    bodies = {
        "items": "- Tuyên truyền, phổ biến các nội dung sau:\n",
        "points": "1. Mục đích:\na) Nội dung;\n",
        "quotes": "“Điều 1. Phạm vi\n",
        "articles": "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Quy định này:\na) Cá nhân;\n",
        "heads": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\nKẾ HOẠCH\n",
        "signatures": "Nơi nhận:\n- Như trên;\nGIÁM ĐỐC\nNguyễn Trí Lạc\n",
        "rows": "KT. GIÁM ĐỐC CHỦ TỊCH\nTrần Thị Hà Lê Văn Bình\n",
        "gazettes": "12   CÔNG BÁO/Số 7 + 8/Ngày 20-12-2021\nVĂN BẢN KHÁC\n",
        "annexes": "Phụ lục I\nDANH SÁCH\n(Kèm theo\n",
        "prose": "Sở Nội vụ tổng hợp kết quả thực hiện của các đơn vị và báo cáo\n",
        "tables": "STT\tNội dung\tThời gian\n",
        "one line": "Số:        ngày        tháng Điều 1. a) ",
        "basis": "Căn cứ Luật Tổ chức chính quyền địa phương;\n",
    }
    head = (HERE / "quyet-dinh.txt").read_text()
    for name, body in bodies.items():
        once, twice = (steps_of(head + body * times) for times in (200, 400))
        assert twice <= 2.5 * once, name


def test_a_long_line_is_no_trap_for_patterns():
    for sign in ("Số: ", " ", ".", "…", "Hà ", "ngày ", "M", "-", "“", "(", "a", "1.", "\t", "A-"):
        document = read_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + sign * 20_000 + "x")
        assert_nothing_is_lost(document)


def test_lines_know_their_place():
    line = Line("  Số:  28 ".strip(), 10)

    assert line.cut(4).text == "28"
    assert line.cut(4).start == 10 + "Số:  28".index("28")
