"""What the columns of a sheet of questions may be called, and the fields that they fill.

Field names are stored with imports. Options have a field each, `option_A` … `option_Z`, `option_1`
…, and wrong options of their own `wrong_1` …; all others stand in `HEADINGS` with the heading that
the template gives them. The words of the file are Vietnamese whatever the language of the screen.
"""

import re
import unicodedata
from collections.abc import Mapping as MappingType
from functools import lru_cache
from typing import NamedTuple, TypedDict

from rapidfuzz import fuzz, process

from search.text import fold

NUMBER, CODE, KIND, STEM, OPTIONS, KEY = "number", "code", "kind", "stem", "options", "key"
RIGHT_OPTION, TOPIC, DIFFICULTY, EXPLANATION = "right_option", "topic", "difficulty", "explanation"
POLICY, ANCHOR, SOURCE_LABEL, KEYWORDS = "policy", "anchor", "source_label", "keywords"
MARKING_RULE, TOLERANCE, UNIT = "marking_rule", "tolerance", "unit"
PINNED, REFERENCES, IGNORED = "pinned", "references", "ignored"
TRUE_MARK, FALSE_MARK = "true_mark", "false_mark"
OPTION, WRONG = "option_", "wrong_"

HEADINGS: dict[str, str] = {
    NUMBER: "STT",
    CODE: "Mã câu hỏi",
    KIND: "Loại câu hỏi",
    STEM: "Nội dung câu hỏi",
    OPTIONS: "Các phương án (chung một ô)",
    KEY: "Đáp án đúng",
    RIGHT_OPTION: "Phương án đúng (ghi nguyên văn)",
    TRUE_MARK: "Đúng (đánh dấu x)",
    FALSE_MARK: "Sai (đánh dấu x)",
    TOPIC: "Chủ đề",
    DIFFICULTY: "Mức độ",
    EXPLANATION: "Giải thích",
    POLICY: "Văn bản",
    ANCHOR: "Mục trong văn bản",
    SOURCE_LABEL: "Nguồn",
    KEYWORDS: "Từ khóa",
    MARKING_RULE: "Cách chấm",
    TOLERANCE: "Sai số",
    UNIT: "Đơn vị",
    PINNED: "Phương án giữ chỗ",
    REFERENCES: "Phương án nhắc phương án khác",
    IGNORED: "(không dùng)",
}
_NAMES: dict[str, str] = {
    NUMBER: "stt|so tt|tt|so thu tu|thu tu|no|cau so|so cau|cau|ordinal|num|nr",
    CODE: "ma cau hoi|ma cau|ma ch|ma|ma so|ma so cau hoi|ky hieu|code|id|question id"
    "|question code|ma id",
    KIND: "loai cau hoi|dang cau hoi|kieu cau hoi|loai|hinh thuc|hinh thuc cau hoi|type"
    "|question type|kind|dang thuc",
    STEM: "noi dung cau hoi|cau hoi|noi dung|de bai|cau hoi trac nghiem"
    "|noi dung cau hoi trac nghiem|question|question text|stem|questions|text|cau dan|nhan dinh"
    "|menh de|phat bieu|khang dinh|statement|phan dan|noi dung cau dan",
    OPTIONS: "cac phuong an|cac phuong an chung mot o|phuong an tra loi|cac phuong an tra loi"
    "|phuong an|cac dap an|cac lua chon|lua chon|cac dap an lua chon|cau tra loi"
    "|cac cau tra loi|phuong an lua chon|dap an lua chon|options|choices|answers|answer options"
    "|noi dung phuong an",
    KEY: "dap an dung|dap an|d a|da|d an|dap an chinh xac|dap an dung nhat|phuong an dung"
    "|pa dung|cau tra loi dung|tra loi dung|lua chon dung|cau dung|ket qua|ket qua dung"
    "|ket qua dap an|chon|d a dung|da dung|key|answer|answer key|correct answer|correct"
    "|correct option|right answer|correct choice|right option|tra loi|correct answers|y dung",
    RIGHT_OPTION: "phuong an dung ghi nguyen van|noi dung dap an dung|noi dung dap an"
    "|correct answer text|text of the correct answer",
    TRUE_MARK: "dung|true|dung danh dau x",
    FALSE_MARK: "sai|false|sai danh dau x",
    TOPIC: "chu de|linh vuc|hang muc|chuyen de|chuong|phan|bai|noi dung kien thuc|mang"
    "|mang kien thuc|nhom|nhom cau hoi|chu diem|don vi kien thuc|topic|category|section|subject"
    "|module|theme|nhom chu de|ten chu de|group",
    DIFFICULTY: "muc do|do kho|cap do|muc|muc do kho|muc do nhan thuc|difficulty|level"
    "|muc do cau hoi",
    EXPLANATION: "giai thich|loi giai|huong dan|huong dan tra loi|giai thich dap an|ly giai"
    "|loi giai thich|explanation|answer explanation|feedback|rationale|huong dan giai"
    "|ghi chu dap an|giai thich them",
    POLICY: "van ban|so van ban|so ky hieu|so ky hieu van ban|ten van ban|document",
    ANCHOR: "muc trong van ban|dieu khoan|dieu|muc khoan|khoan|vi tri trong van ban",
    SOURCE_LABEL: "nguon|nguon tham khao|tai lieu|tai lieu tham khao|can cu|can cu phap ly"
    "|co so phap ly|trich dan|source|reference|nguon trich dan|can cu vien dan|tham khao",
    KEYWORDS: "tu khoa|cac tu khoa|tags|tag|keywords|keyword|the",
    MARKING_RULE: "cach cham|cach tinh diem|cach cham diem|marking rule",
    TOLERANCE: "sai so|dung sai|sai so cho phep|tolerance",
    UNIT: "don vi|don vi tinh|dvt|unit",
    PINNED: "phuong an giu cho|giu cho|co dinh phuong an|phuong an co dinh|pinned",
    REFERENCES: "phuong an nhac phuong an khac",
    IGNORED: "ghi chu|diem|so diem|khoi|lop|hinh anh|anh|note|notes|points|score|image"
    "|nguoi soan|ngay soan|nguoi bien soan|don vi soan|nguoi ra de|thoi gian|time|time limit"
    "|khong dung|grade|nguoi de xuat|don vi de xuat",
}
FIELD_OF_NAME = {name: field for field, names in _NAMES.items() for name in names.split("|")}
# Where several columns could be the topic or the question, the one named first here is.
_RANK = {name: rank for rank, name in enumerate(FIELD_OF_NAME)}

_OPTION = re.compile(
    r"(?:(?:noi dung )?(?:phuong an|p an|pa|dap an|d a|da|d an|lua chon|cau tra loi|tra loi|y"
    r"|option|opt|answer option|answer|ans|choice|cau)(?: tra loi| lua chon)?(?: so)? ?)?"
    r"(?P<label>[a-z]|(?<=\D)\d{1,2})"
)
_WRONG = re.compile(
    r"(?:phuong an|pa|dap an|cau tra loi|lua chon|tra loi|y)"
    r" (?:sai|nhieu|gay nhieu|khong dung)(?: so)? ?(?P<number>\d{0,2})"
    r"|(?:wrong|incorrect|false|distractor)(?: (?:answer|option|choice))? ?(?P<english>\d{0,2})"
)
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*|\s[-–:]\s.*", re.DOTALL)
NEAR, SHORTEST_NEAR = 88, 5


class SheetColumns(TypedDict):
    """What the columns of one sheet are: the row of headings, 0 for none, and field by column.

    Columns count from 0 and are text, as keys in JSON are.
    """

    header_row: int
    columns: dict[str, str]


# By the name of the sheet ("" in CSV); None leaves a sheet out.
Mapping = MappingType[str, SheetColumns | None]


class Heading(NamedTuple):
    """What a heading may mean; `rank` orders headings for the same field."""

    field: str
    rank: int = 0
    is_near: bool = False


@lru_cache(maxsize=5000)
def heading_of(text: str) -> Heading | None:
    """The field that a heading names, marks, case and remarks in brackets aside; else None."""
    whole = fold(text)
    bare = fold(_REMARK.sub(" ", text)) or whole
    if not bare or len(bare) > 60:
        return None
    for name in (whole, bare):
        if name in FIELD_OF_NAME:
            return Heading(FIELD_OF_NAME[name], _RANK[name])
    if match := _WRONG.fullmatch(bare):
        return Heading(f"{WRONG}{match['number'] or match['english'] or 1}")
    if match := _OPTION.fullmatch(bare):
        return Heading(OPTION + _label(text, match["label"]))
    if len(bare) < SHORTEST_NEAR:
        return None
    found = process.extractOne(
        bare, FIELD_OF_NAME.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, processor=None
    )
    return Heading(FIELD_OF_NAME[found[0]], _RANK[found[0]], is_near=True) if found else None


def _label(text: str, folded: str) -> str:
    """The label of an option in a heading; «Đ» is not «D»."""
    composed = unicodedata.normalize("NFC", _REMARK.sub(" ", text)).strip(" .:)")
    last = composed[-1:].upper()
    return last if last == "Đ" else folded.upper().lstrip("0") or "0"


def is_option(field: str) -> bool:
    """Whether the field is one of the options in columns of their own."""
    return field.startswith(OPTION)


def is_wrong(field: str) -> bool:
    """Whether the field is a wrong option beside a column with the right one."""
    return field.startswith(WRONG)


def heading_for(field: str) -> str:
    """The heading of a field, as the template writes it."""
    if is_option(field):
        return f"Phương án {field.removeprefix(OPTION)}"
    if is_wrong(field):
        return f"Phương án sai {field.removeprefix(WRONG)}"
    return HEADINGS.get(field, field)


def holds_options(field: str) -> bool:
    """Whether the column holds options, or ticks beside a statement."""
    return field in {OPTIONS, TRUE_MARK, FALSE_MARK} or is_option(field) or is_wrong(field)


def is_field(field: str) -> bool:
    """Whether a field of this name exists."""
    label = field.removeprefix(OPTION)
    is_label = label.isalnum() and len(label) <= 2
    return (
        field in HEADINGS
        or (is_option(field) and is_label)
        or (is_wrong(field) and field.removeprefix(WRONG).isdigit())
    )
