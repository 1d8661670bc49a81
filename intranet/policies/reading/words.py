"""What official documents call their own parts; pure. Decree 30/2020/NĐ-CP, articles 7 and 8."""

import re

from search.text import fold

TYPES = frozenset(
    fold(name)
    for name in (
        "Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị định|Thông tư|Thông tư liên tịch"
        "|Nghị quyết|Nghị quyết liên tịch|Quyết định|Chỉ thị|Quy chế|Quy định|Quy trình|Nội quy"
        "|Điều lệ|Thông cáo|Thông báo|Kết luận|Thông báo kết luận|Hướng dẫn|Chương trình|Kế hoạch"
        "|Phương án|Đề án|Dự án|Báo cáo|Biên bản|Tờ trình|Hợp đồng|Công điện|Bản ghi nhớ"
        "|Bản thỏa thuận|Giấy ủy quyền|Giấy mời|Giấy giới thiệu|Giấy nghỉ phép|Phiếu gửi"
        "|Phiếu chuyển|Phiếu báo|Thư công|Danh sách|Bản sao|Sao y|Sao lục|Trích sao"
        "|Chiến lược|Quy hoạch|Quy chuẩn|Đề cương|Thể lệ"
    ).split("|")
)
_JOINED_TYPES = {name.replace(" ", ""): name for name in TYPES}
# What some put behind the type of a document that several bodies issue: «HƯỚNG DẪN LIÊN NGÀNH».
JOINT = re.compile(
    r"liên\s{1,5}(?:ngành|tịch|sở|bộ|cơ\s{1,5}quan)(?=$|\s{1,5}(?:về|v/v)\b)", re.IGNORECASE
)
LETTER = "cong-van"  # an official letter has no name of its type on it
LONGEST_TYPE = max(len(name.split()) for name in TYPES)
# The beginning of a symbol for each type that has one; others begin with the issuer.
TYPE_OF_SYMBOL = {
    "nq": "nghi quyet", "qd": "quyet dinh", "ct": "chi thi", "qc": "quy che", "tc": "thong cao",
    "tb": "thong bao", "hd": "huong dan", "ctr": "chuong trinh", "kh": "ke hoach",
    "pa": "phuong an", "da": "de an", "bc": "bao cao", "bb": "bien ban", "ttr": "to trinh",
    "cd": "cong dien", "nd": "nghi dinh", "tt": "thong tu", "ttlt": "thong tu lien tich",
    "gm": "giay moi",
}  # fmt: skip

# The national name, or as much of it as stands on its first line, and the end of it on the next.
NATIONAL = re.compile(
    r"CỘNG\s{1,5}H(?:ÒA|OÀ)\s{1,5}XÃ\s{1,5}HỘI"
    r"(?:\s{1,5}CHỦ(?:\s{1,5}NGHĨA(?:\s{1,5}VIỆT(?:\s{1,5}NAM)?)?)?)?"
    r"|ĐẢNG\s{1,5}CỘNG\s{1,5}SẢN(?:\s{1,5}VIỆT(?:\s{1,5}NAM)?)?"
)
NATIONAL_END = re.compile(r"(?:(?:CHỦ\s{1,5})?NGHĨA\s{1,5})?(?:VIỆT\s{1,5})?NAM")
MOTTO = re.compile(
    r"Độc\s{0,5}lập\s{0,5}[-–—−]?\s{0,5}Tự\s{0,5}do\s{0,5}[-–—−]?\s{0,5}Hạnh\s{0,5}phúc",
    re.IGNORECASE,
)
_LETTER, _DASH = r"[^\W\d_]", r"[-–—−‐‑]"
_GROUP = rf"{_LETTER}[\w&]{{0,30}}"
_SYMBOL = rf"(?:\d{{4}}\s?/\s?)?{_GROUP}(?:\s?(?:{_DASH}|[/.])\s?{_GROUP}){{0,6}}"
NUMBER = re.compile(
    rf"(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết)\s)?\bSố\s{{0,9}}:?\s{{0,30}}"
    rf"[.…_]{{0,30}}(?P<number>\d{{1,5}}[a-zđ]?)?[\s.…_]{{0,60}}(?P<symbol>(?:/|{_DASH})\s?{_SYMBOL})",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"Số\s{0,9}:?\s{0,30}(?P<number>\d{1,5}[a-zđ]?)?[.…_/]*", re.IGNORECASE)
_BLANK = r"[\s.…_/]{0,30}"
DATE = re.compile(
    rf",?\s{{0,9}}\bngày{_BLANK}(?P<day>\d{{0,2}}){_BLANK}tháng{_BLANK}(?P<month>\d{{0,2}}){_BLANK}"
    rf"năm{_BLANK}(?P<year>\d{{0,4}}){_BLANK}$",
    re.IGNORECASE,
)
LONGEST_DRAFT = 5  # words
SHORT_DATE = re.compile(
    r",?\s{0,9}\bngày\s{0,3}(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?"
    r"(?P<year>\d{4})$",
    re.IGNORECASE,
)
RULE = re.compile(r"[-_=*~.–—─━•…\s]+(?:[oO]0[oO][-_=*~.–—─━•…\s]*)?")
MARKS = {
    "mat": "secret", "toi mat": "secret", "tuyet mat": "secret", "do mat mat": "secret",
    "hoa toc": "urgent", "thuong khan": "urgent", "khan": "urgent", "hoa toc hen gio": "urgent",
    "du thao": "draft", "ban sao": "copy", "sao y": "copy", "sao y ban chinh": "copy",
    "xem xong tra lai": "circulation", "luu hanh noi bo": "circulation",
}  # fmt: skip
SECRET = re.compile(r"(?:ĐỘ\s{0,5}MẬT\s{0,5}:?\s{0,5})?(?:TUYỆT|TỐI)?\s{0,5}\bM\s?Ậ\s?T")
SUBJECT = re.compile(r"(?:V\s?/\s?v|Về việc)\b[\s:.]*", re.IGNORECASE)
ADDRESSED = re.compile(r"Kính\s{1,5}gửi\s{0,5}:?\s*", re.IGNORECASE)
ATTACHED = re.compile(r"\(?\s?(?:Ban hành )?kèm theo\b", re.IGNORECASE)
FORMAL_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét)\b")
BASIS = re.compile(r"(?:Căn cứ|Theo|Xét|Thực hiện|Trên cơ sở|Tiếp theo|Sau khi)\b")
ANNOUNCES = re.compile(r"(?:như sau|sau đây|dưới đây|nội dung sau|cụ thể sau)[\s:.]*$")
OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét|Nhằm|Để|Trong|Trên|Tiếp|Triển khai|Hiện nay|Hiện|Sau khi|Qua"
    r"|Vừa qua|Thời gian|Hưởng ứng|Năm|Ngày|Sáng|Chiều|Tại|Từ|Kính gửi|Hôm nay|Phúc đáp|Vào)\b"
)
# What begins a sentence but no abstract, which may well begin with «Thực hiện» or «Triển khai».
SENTENCE = re.compile(
    r"(?:Căn cứ|Xét|Theo|Hôm nay|Hiện nay|Ngày|Sáng|Chiều|Vào|Thời gian qua|Trong thời gian|Vừa qua"
    r"|Những năm qua|Sau khi|Phúc đáp|Để|Nhằm|Kính gửi)\b"
)
FORMULA = re.compile(
    r"(?:NAY )?(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|YÊU CẦU|BAN HÀNH|THÔNG BÁO)\s?:?"
)
RECIPIENTS = re.compile(r"Nơi\s{1,5}nhận\s{0,5}:?\s*", re.IGNORECASE)
FILED = re.compile(r"[-–+•]?\s{0,5}Lưu\s{0,3}:?\s", re.IGNORECASE)

_ISSUERS = (
    "sở|bộ|liên sở|liên ngành|ubnd|(?:ủy|uỷ) ban|văn phòng|phòng|cục|chi cục|tổng cục|trung tâm"
    "|ban(?! hành)|trường|thanh tra|hội|(?:tỉnh|thành|huyện|thị|đảng) (?:ủy|uỷ)|đảng bộ|chi bộ"
    "|chính phủ|quốc hội|hđnd|thủ tướng|viện|đoàn|công ty|tổng công ty|bảo hiểm|kho bạc|công an"
    "|(?:tòa|toà) án|học viện|đại học|liên đoàn|liên hiệp|liên minh|hiệp hội|mttq|mặt trận"
    "|chủ tịch nước|ngân hàng|tập đoàn|quỹ|bệnh viện|tổ(?! chức)|vụ|thường trực|kiểm toán|bch"
    "|bcđ|đơn vị"
)
ISSUER = re.compile(rf"(?:{_ISSUERS})\b", re.IGNORECASE)
# Bodies whose name goes on in the next line, whatever it begins with.
UNFINISHED = frozenset(
    "van phong|ban chi dao|ban chi huy|hoi dong|to cong tac|ban to chuc|doan kiem tra|thu tuong"
    "|ban quan ly|thuong truc|van phong uy ban|phong|trung tam|truong|ban chap hanh".split("|")
)

_HEADS = (
    "bo truong|thu truong|thu tuong|chu tich|giam doc|tong giam doc|cuc truong|vu truong"
    "|tong cuc truong|chi cuc truong|truong phong|truong ban|truong doan|hieu truong|vien truong"
    "|chanh van phong|chanh thanh tra|bi thu|chu nhiem|to truong|doi truong|chanh an|tong bi thu"
    "|chu toa|chu tri|thu ky|nguoi lap|nguoi bao cao|ke toan truong|uy vien"
    "|vien truong|tu lenh|chi huy truong|dai dien|truong khoa|tong thanh tra|thong doc"
    "|truong tieu ban|ban thuong vu|quan doc|nguoi duoc uy quyen|truong tram|nguoi viet|nguoi ky"
)
POSITION = re.compile(rf"(?:pho |quyen |q )?(?:{_HEADS})\b")
CAPACITY = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q|TH)\s?\.|T/M|K/T|T/L)\s?(?=\S)")
ACTING = re.compile(r"Q\s?\.\s?")
DEGREES = re.compile(r"(?:(?:GS|PGS|TS|ThS|BS|KS|CN|BSCKI|BSCKII)\.\s?){0,3}")
SURNAMES = frozenset(
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dao|doan|dinh|trinh"
    "|mai|luong|truong|lam|ha|cao|ta|to|thai|chu|luu|phung|vuong|quach|kieu|nghiem|tong|dau".split(
        "|"
    )
)
LONGEST_NAME = 6  # words
SIGNED_NOTE = re.compile(
    r"[\[(]?\s?(?:đã ký|ký tên|daky|ký, đóng dấu|ký, ghi rõ họ tên|đã ký và đóng dấu"
    r"|ký, họ tên|ký điện tử|ký số|ký và ghi rõ họ tên|ký,? ghi rõ họ,? tên,? đóng dấu)\s?[\])]?",
    re.IGNORECASE,
)


def is_upper(text: str) -> bool:
    """Whether a text is written in capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def mark_of(text: str) -> str:
    """What a mark such as «MẬT», «HỎA TỐC» or «(Dự thảo)» says, empty for other texts."""
    if SECRET.fullmatch(text):
        return "secret"
    folded = fold(text) if is_upper(text) or text.startswith("(") else ""
    is_draft = folded.startswith("du thao") and len(folded.split()) <= LONGEST_DRAFT
    return "draft" if is_draft else MARKS.get(folded, "")


def day_in(text: str) -> re.Match[str] | None:
    """The day at the end of a text, with the comma before it."""
    return DATE.search(text) or SHORT_DATE.search(text)


def is_name(text: str) -> bool:
    """Whether a line can be the name of a person."""
    words = text[DEGREES.match(text).end() :].split()  # type: ignore[union-attr]
    if not 2 <= len(words) <= LONGEST_NAME or not all(word.isalpha() for word in words):
        return False
    if text.isupper():
        return fold(words[0]) in SURNAMES
    return all(word[0].isupper() and (word[1:].islower() or not word[1:]) for word in words)


def is_type(text: str) -> bool:
    """Whether a line is nothing but the name of a type."""
    return is_upper(text) and not _is_spaced(text) and type_in(text) == len(text)


def type_in(text: str) -> int:
    """How long the name of a type is with which a line in capitals begins, zero for none.

    Other lines, and letters set apart, must be nothing but that name.
    """
    if _is_spaced(text) or not is_upper(text):
        return len(text) if type_name(text) in TYPES else 0
    words = text.split()
    for count in range(min(LONGEST_TYPE, len(words)), 0, -1):
        if fold(" ".join(words[:count])) in TYPES:
            end = _end_of(text, words[:count])
            rest = text[end:].lstrip()
            joint = JOINT.match(rest)
            return len(text) - len(rest) + joint.end() if joint else end
    return 0


def type_name(text: str) -> str:
    """The folded name of a type without «liên ngành» behind it, its letters not set apart."""
    if _is_spaced(text):
        return _JOINED_TYPES.get(fold("".join(text.split())), "")
    name = fold(text)
    joint = JOINT.search(text)
    is_joint = joint is not None and joint.end() == len(text) and name not in TYPES
    return fold(text[: joint.start()]) if joint and is_joint else name


def _is_spaced(text: str) -> bool:
    """Whether the letters of a line are set apart: «K Ế   H O Ạ C H»."""
    words = text.split()
    return len(words) > 1 and all(len(word) == 1 for word in words)


def _end_of(text: str, words: list[str]) -> int:
    """Where the last of these words ends in the text that begins with them."""
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return at
