"""The words by which lines of a question text are told apart; pure.

To teach a new way of writing, add it to the pattern of its kind here.
"""

import re
from typing import NamedTuple

from quiz.formats.labels import labels_in, option_of
from quiz.formats.sheets.words import difficulty_of
from search.text import fold

_STRONG = re.compile(
    r"""[\s*_\#>•-]*(?:
    (?:(?P<example>(?:câu\s*(?:hỏi\s*)?)?ví\s*dụ)
       |câu\s*hỏi|cau\s*hoi|câu|cau|bài\s*tập|bài|question|q)\s*(?:số|no\.?)?\s*(?P<number>\d{1,4})(?!\d)
    |\[\s*(?:câu\s*)?(?P<bracketed>\d{1,4})\s*\]
    )(?P<stars>\**)\s*(?P<end>[.:)/–—-]*)\**\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_UNNUMBERED = re.compile(r"[\s*_]*(?:câu\s*hỏi|hỏi|question)\s*\**:\**\s*", re.IGNORECASE)
_WEAK = re.compile(r"[\s*_]*\(?(?P<number>\d{1,3})\s?(?P<end>[.)/:])[*_]*(?!\d)\s*")
_BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{1,40})[)\]]\s*[.:]?\s*")
_POINTS = re.compile(r"\d+(?:[.,]\d+)?\s*(?:điểm|đ|points?|pts?)", re.IGNORECASE)

_ROMAN = r"[IVX]{1,5}"
_HEADING = re.compile(
    rf"""[\s*_\#]*(?:phần\s*(?:thi)?|chủ\s*đề|chuyên\s*đề|chương|mục|nội\s*dung|lĩnh\s*vực|nhóm
    |part|section|chapter|topic)\s*(?P<number>{_ROMAN}\b|\d{{1,3}}|thứ\s+\w+|[A-H]\b)\s*
    (?P<end>[.:)–—-]*)\**\s*(?P<text>.*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED_HEADING = re.compile(
    r"[\s*_#]*(?:chủ\s*đề|chuyên\s*đề|chương|lĩnh\s*vực|topic|phần)\s*:\s*(?P<text>.+)$",
    re.IGNORECASE,
)
_KIND_HEADING = re.compile(
    r"[\s*_#]*phần\s+(?:thi\s+)?(?:câu\s+hỏi\s+)?(?:trắc\s+nghiệm|tự\s+luận|kiến\s+thức|chung|riêng)"
    r"[^?]{0,60}",
    re.IGNORECASE,
)
_ROMAN_HEADING = re.compile(rf"[\s*_#]*(?P<number>{_ROMAN})\s*[.):/–—-]\s*(?P<text>\S.*)$")
_MARKDOWN_HEADING = re.compile(r"\s*#{1,6}\s+(?P<text>\S.*)$")
_NO_TOPIC = frozenset(
    "phan cau hoi bai trac nghiem tu luan khach quan mot nhieu dap an dung sai lua chon kien thuc "
    "chung rieng ly thuyet diem den gom tra loi ngan co".split()
)
_COUNT = re.compile(r"\s*\([^()]*\)\s*")
_ABOUT = re.compile(
    r"(?:các\s+)?câu\s+hỏi(?:\s+trắc\s+nghiệm)?\s+(?:về|liên\s+quan\s+đến)\s+", re.IGNORECASE
)
_KEY_TABLE = re.compile(
    r"""[\s*_\#=–—-]*(?:bảng\s+)?(?:đáp\s*án|dap\s*an|answers?(?:\s*keys?)?|keys?)
    (?:\s+(?:đúng|tham\s+khảo|chi\s+tiết|trắc\s+nghiệm|các\s+câu(?:\s+hỏi)?|câu\s+hỏi|của|đề|bộ
      |phần|part|chương|chủ\s+đề|và|hướng\s+dẫn|chấm|số|thi|kiểm\s+tra|môn|[IVX]{1,5}|\d{1,3}|[A-H]))*
    [\s.:*_=–—-]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_OF_TABLE = re.compile(
    rf"(?:phần|part|chương|chủ\s+đề|đề)\s+(?P<number>{_ROMAN}\b|\d{{1,3}}|[A-H]\b)", re.IGNORECASE
)
_TABLE_HEADER = re.compile(
    r"[\s|;,:]*(?:(?:câu hỏi|câu số|câu|số câu|stt|tt|đáp án đúng|đáp án|đ/a|đa|question"
    r"|answer|key|no\.?)[\s|;,:]*)+",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"\s*(?:(?:※|//).*|[-–—_=*.•~…\s]*(?:hết|the end|end)[-–—_=*.•~…\s]*|[-–—_=*.•~…]{3,}"
    r"|(?:trang|page)\s*\d+(?:\s*/\s*\d+)?)\s*",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:(?:họ\s*(?:và)?\s*tên|lớp|đơn vị|thời gian|ngày thi|môn|số báo danh|phòng thi|điểm"
    r"|cơ quan)\b[^:….]{0,40}[:….]|(?:đề số|mã đề|đề thi|thời gian làm bài)\b)[^?]{0,120}"
    r"|\([^?]{0,80}\)\s*",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\s*(?:\(|anh/?\s*chị\s+)?(?:hãy\s+|vui lòng\s+)?(?:chọn|khoanh|đánh dấu|lựa chọn)\s"
    r".{0,160}[^?]",
    re.IGNORECASE,
)
_TRUE_FALSE = re.compile(
    r"[\s☐□○\[\]()*-]*(?P<true>đúng|true)[\s☐□○\[\]()/|,;–-]+(?P<false>sai|false)[\s☐□○\[\]().?]*",
    re.IGNORECASE,
)

_ATTRIBUTES = {
    "explanation": r"giải\s*thích(?:\s+(?:đáp\s*án|chi\s*tiết))?|lời\s*giải(?:\s+chi\s*tiết)?"
    r"|hướng\s*dẫn(?:\s+(?:giải|trả\s*lời))?|gợi\s*ý|explanation|feedback|vì\s+sao|lý\s*do",
    "source_label": r"căn\s*cứ(?:\s+(?:pháp\s*lý|vào))?|cơ\s*sở(?:\s+pháp\s*lý)?|nguồn"
    r"|trích\s*dẫn|tham\s*chiếu|tài\s*liệu|source|reference",
    "difficulty": r"mức\s*độ(?:\s+(?:nhận\s*thức|khó))?|độ\s*khó|cấp\s*độ|difficulty|level",
    "topic": r"chủ\s*đề|chuyên\s*đề|lĩnh\s*vực|topic|category",
    "keywords": r"từ\s*khóa|từ\s*khoá|keywords?|tags?|thẻ",
    "code": r"mã\s*(?:câu(?:\s*hỏi)?|số)?|code|id",
}
_ATTRIBUTE = re.compile(
    r"[\s*_•(\[-]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _ATTRIBUTES.items())
    + r")[\s*_]*:[\s*_]*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ALONE = re.compile(r"[\s*_]*(?:giải thích|lời giải|hướng dẫn giải)[\s*_.]*", re.IGNORECASE)
_KEY_INSIDE = re.compile(
    r"(?<!\s)(?P<gap>\s+(?:[(\[]\s*)?|[(\[]\s*)"
    r"(?P<key>(?:đáp án(?: đúng)?|đ/a|đa|answer|key)\s*(?::|là)(?P<value>[^()\[\]:]{1,60}))[)\]]?$",
    re.IGNORECASE,
)


LONGEST_HEADER = 200  # signs of a line that names the columns of a table


class Start(NamedTuple):
    """The beginning of a question: its number and where its text begins.

    `form` tells questions from numbered lists: empty where the word «Câu» stands there.
    """

    number: int | None
    offset: int
    form: str = ""
    is_example: bool = False


class Heading(NamedTuple):
    """A heading: its number as written and its text, which may name a topic."""

    number: str
    text: str

    @property
    def topic(self) -> str:
        """The topic it names; «Phần I. Trắc nghiệm (20 câu)» names none."""
        text = _ABOUT.sub("", _COUNT.sub("", self.text)).strip(" .:")
        words = fold(text).split()
        return "" if all(word in _NO_TOPIC or word.isdigit() for word in words) else text

    @property
    def is_capital(self) -> bool:
        """Whether it is written in capitals, but for what stands in brackets."""
        return _COUNT.sub("", self.text).isupper()


def strong_start(line: str) -> Start | None:
    """The beginning of a question that says so: «Câu 1:», «Question 1.», «[1]»."""
    if match := _UNNUMBERED.match(line):
        return Start(None, match.end())
    match = _STRONG.match(line)
    if match is None:
        return None
    rest = line[match.end() :]
    is_clear = match["bracketed"] or match["end"] or match["stars"] or not rest
    if not (is_clear or rest[0].isupper() or rest[0] in '([«"“'):
        return None
    number = int(match["number"] or match["bracketed"])
    return Start(number, match.end(), is_example=bool(match["example"]))


def weak_start(line: str) -> Start | None:
    """What may be the beginning of a question, or a point of a list: «1.», «1)»."""
    match = _WEAK.match(line)
    return Start(int(match["number"]), match.end(), match["end"]) if match else None


def brackets_of(text: str) -> tuple[int, str, str]:
    """How far brackets at the beginning of a question reach, the difficulty and the points in them.

    Only brackets that say one of the two are taken away: «(Nhận biết)», «(0,5 điểm)».
    """
    offset, difficulty, points = 0, "", ""
    while match := _BRACKETS.match(text, offset):
        inside = match["inside"].strip()
        if _POINTS.fullmatch(inside):
            points = inside
        elif not inside.isdigit() and (level := difficulty_of(inside)):
            difficulty = level
        else:
            break
        offset = match.end()
    return offset, difficulty, points


def heading_of(line: str) -> Heading | None:
    """The heading that a line is by its words: «PHẦN I. …», «Chủ đề 2: …»."""
    match = _HEADING.match(line)
    text = match["text"] if match else ""
    is_title = text[:1].isupper() and not text.endswith("?")
    if match and (match["end"] or not text or is_title):
        return Heading(match["number"].upper(), text.strip(" .:*_"))
    if match := _NAMED_HEADING.match(line):
        return Heading("", match["text"].strip(" .:*_"))
    if _KIND_HEADING.fullmatch(line):
        return Heading("", line.strip(" .:*_#"))
    if match := _MARKDOWN_HEADING.match(line):
        return heading_of(match["text"]) or Heading("", match["text"].strip(" .:*_"))
    return None


def bare_heading_of(line: str) -> Heading | None:
    """The heading that a line may be: «II. Thủ tục hành chính», «B. TỰ LUẬN»."""
    match = _ROMAN_HEADING.match(line)
    if match:
        return Heading(match["number"], match["text"].strip(" .:*_"))
    option = option_of(line)
    if option and option.label.isalpha() and option.text.isupper() and " " in option.text:
        return Heading(option.label, option.text)
    return None


def table_heading_of(line: str) -> Heading | None:
    """The heading of a table of keys: «ĐÁP ÁN», «Bảng đáp án phần I»."""
    if not _KEY_TABLE.match(line):
        return None
    part = _PART_OF_TABLE.search(line)
    return Heading(part["number"].upper() if part else "", line.strip())


def is_table_header(line: str) -> bool:
    """Whether a line only names the columns of a table of keys: «Câu | Đáp án»."""
    return len(line) <= LONGEST_HEADER and bool(_TABLE_HEADER.fullmatch(line))


def is_comment(line: str) -> bool:
    """Whether a line says nothing: a rule, a page number, «HẾT», or a remark after «※» or «//»."""
    return bool(_COMMENT.fullmatch(line))


def is_title(line: str) -> bool:
    """Whether a line outside questions is furniture: a title in capitals, name and time."""
    has_letters = any(sign.isalpha() for sign in line)
    is_furniture = _TITLE.fullmatch(line) or _INSTRUCTION.fullmatch(line)
    return not has_letters or line.isupper() or bool(is_furniture)


def attribute_of(line: str) -> tuple[str, str] | None:
    """What a line says about its question: («explanation», text), («difficulty», …), else None."""
    match = _ATTRIBUTE.match(line)
    if match:
        return _named(match), match["value"].strip(" *_")
    return ("explanation", "") if _ALONE.fullmatch(line) else None


def true_false_of(line: str) -> tuple[str, str] | None:
    """The two words of a line that only offers them: «Đúng / Sai», «☐ Đúng ☐ Sai»."""
    match = _TRUE_FALSE.fullmatch(line)
    return (match["true"], match["false"]) if match else None


def key_inside(line: str) -> int | None:
    """Where in a line a key begins that stands behind other text: «D. x   Đáp án: B»."""
    match = _KEY_INSIDE.search(line.rstrip())
    before = line[: match.start()].strip() if match else ""
    if match is None or not before or not labels_in(match["value"]):
        return None
    is_apart = match["gap"] != " " or before[-1] in ".;?!…"
    return match.start() if is_apart else None


def _named(match: re.Match[str]) -> str:
    """The name of the attribute that matched."""
    return next(name for name in _ATTRIBUTES if match[name])
