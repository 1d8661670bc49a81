"""The words that cells of a sheet of questions have for kinds, levels and rules; both ways."""

from search.text import fold

KINDS: dict[str, str] = {
    "single": "Một đáp án",
    "multiple": "Nhiều đáp án",
    "true_false": "Đúng/Sai",
    "short_text": "Trả lời ngắn",
    "number": "Số",
    "matching": "Ghép đôi",
    "ordering": "Sắp xếp",
    "prediction": "Dự đoán",
    "survey": "Khảo sát",
    "survey_text": "Ý kiến",
    "text_block": "Đoạn văn",
}
_KIND_WORDS = {
    "single": "mot dap an|mot lua chon|1 dap an|trac nghiem mot dap an|chon mot|chon 1"
    "|mot phuong an|single|single choice|trac nghiem 1 dap an|mot|trac nghiem mot lua chon",
    "multiple": "nhieu dap an|nhieu phuong an|chon nhieu|nhieu dap an dung|multiple"
    "|multiple answer|multiple answers|multi select|multiple response|trac nghiem nhieu dap an"
    "|checkbox|checkboxes",
    "true_false": "dung sai|dung hoac sai|dung hay sai|true false|true or false|tf|d s",
    "short_text": "tra loi ngan|dien tu|dien khuyet|dien vao cho trong|short text|short answer"
    "|fill in the blank|dien tu vao cho trong|dien chu",
    "number": "so|dien so|tra loi bang so|number|numeric|numerical|con so",
    "matching": "ghep doi|ghep cap|noi|noi cot|ghep|ghep noi|matching|match|noi cap",
    "ordering": "sap xep|sap xep thu tu|thu tu|sap thu tu|ordering|order|sequence"
    "|sap xep theo thu tu",
    "prediction": "du doan|cau du doan|prediction|du doan so nguoi",
    "survey": "khao sat|khao sat chon mot|tham do|survey|poll|tham do y kien",
    "survey_text": "y kien|khao sat tu luan|gop y|khao sat y kien|survey text|y kien rieng",
    "text_block": "doan van|van ban|noi dung doc|text block|description|doan doc|tinh huong",
}
# Words for any question with options; these and the key tell how many are right.
_GENERIC = frozenset(
    "trac nghiem|trac nghiem khach quan|nhieu lua chon|multiple choice|mcq|quiz|cau hoi".split("|")
)
# What the bank has no kind for: marked by a person, never by the site.
UNSUPPORTED = frozenset(
    fold(word)
    for word in (
        *("tự luận", "tự luận ngắn", "viết luận", "vị trí trên ảnh"),
        *("essay", "open ended", "open question", "long answer"),
    )
)

DIFFICULTIES = {"easy": "Dễ", "medium": "Trung bình", "hard": "Khó"}
_DIFFICULTY_WORDS = {
    "easy": "de|nhan biet|nb|easy|co ban|1|biet|muc 1|muc do 1|low|rat de",
    "medium": "trung binh|tb|vua|thong hieu|th|medium|2|hieu|muc 2|muc do 2|normal|binh thuong",
    "hard": "kho|van dung|vd|van dung cao|vdc|hard|3|4|nang cao|muc 3|muc do 3|rat kho|high"
    "|difficult",
}

MARKING_RULES = {"all_or_nothing": "Đúng hết mới có điểm", "partial": "Từng phần"}
_RULE_WORDS = {
    "all_or_nothing": "dung het moi co diem|dung het|tat ca hoac khong|all or nothing|toan bo",
    "partial": "tung phan|diem tung phan|mot phan|partial|theo tung y",
}

REFERENCES = {"plain": "không nhắc", "keep_place": "giữ chỗ", "rewrite": "đổi chữ theo thứ tự"}
_REFERENCE_WORDS = {fold(word): handling for handling, word in REFERENCES.items()}


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {word: value for value, names in words.items() for word in names.split("|")}


_KIND_OF = _by_word(_KIND_WORDS)
_DIFFICULTY_OF = _by_word(_DIFFICULTY_WORDS)
_RULE_OF = _by_word(_RULE_WORDS)


def kind_of(text: str) -> str:
    """The kind that a cell names, empty if none."""
    bare = fold(text)
    return text.strip() if text.strip() in KINDS else _KIND_OF.get(bare, "")


def is_generic(text: str) -> bool:
    """Whether the cell only says that the question has options."""
    return fold(text) in _GENERIC


def is_unsupported(text: str) -> bool:
    """Whether the cell names a kind that the bank does not have, such as an essay."""
    return fold(text) in UNSUPPORTED


def difficulty_of(text: str) -> str:
    """The level that a cell names, empty if none."""
    return _DIFFICULTY_OF.get(fold(text), "")


def marking_rule_of(text: str) -> str:
    """The marking rule that a cell names, empty if none."""
    bare = fold(text)
    return text.strip() if text.strip() in MARKING_RULES else _RULE_OF.get(bare, "")


def reference_handling_of(text: str) -> str:
    """How an option that speaks of others is handled, empty if the cell does not say."""
    return _REFERENCE_WORDS.get(fold(text), "")
