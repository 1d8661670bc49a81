"""What the cells of a roll may say, marks and case aside; pure, without Django."""

import re
from functools import lru_cache

from search.text import fold

# The keys of the columns; the order is that of the template.
COLUMNS = (
    "staff_code",
    "full_name",
    "unit",
    "unit_code",
    "parent",
    "role",
    "category",
    "title",
    "email",
    "phone",
    "username",
)
_HEADINGS = {
    "staff_code": "ma can bo|ma cb|ma so can bo|ma nhan vien|ma nv|ma cong chuc|ma vien chuc"
    "|ma cbccvc|ma so|ma so cbccvc",
    "full_name": "ho va ten|ho ten|ho va ten can bo|ho ten can bo|ten can bo",
    "family_name": "ho|ho dem|ho va dem|ho va ten dem|ho ten dem",
    "given_name": "ten",
    "unit": "don vi|ten don vi|phong|phong ban|phong don vi|bo phan|don vi cong tac|noi cong tac",
    "unit_code": "ma don vi|ma dv|ma phong",
    "parent": "don vi cap tren|cap tren|don vi quan ly|truc thuoc|don vi chu quan",
    "role": "vai tro",
    "category": "nhom nhan su|nhom|loai nhan su|loai can bo|doi tuong",
    "title": "chuc danh|chuc vu|chuc danh chuc vu|chuc vu chuc danh",
    "email": "thu dien tu|thu dien tu cong vu|email|e mail|email cong vu|hop thu",
    "phone": "dien thoai|so dien thoai|dt|sdt|so dt|dtdd|di dong|dien thoai di dong",
    "username": "ten dang nhap|tai khoan|username",
}
KEY_OF_HEADING = {
    heading: key for key, headings in _HEADINGS.items() for heading in headings.split("|")
}

MEMBER, HEAD, DEPUTY, FOCAL_POINT = "member", "head", "deputy", "focal_point"
_ROLES = {
    MEMBER: "thanh vien|nhan vien|chuyen vien|can bo|khong",
    HEAD: "truong|truong don vi|cap truong|nguoi dung dau|thu truong",
    DEPUTY: "pho|cap pho|pho don vi|cap pho cua nguoi dung dau",
    FOCAL_POINT: "dau moi|can bo dau moi",
}
ROLE_OF_WORD = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_HEAD_TITLE = re.compile(
    r"^(q|quyen|phu trach)? ?(truong (phong|ban|khoa|doi|to)|giam doc|chanh (van phong|thanh tra)"
    r"|chi cuc truong|hieu truong|cuc truong|vien truong|thu truong|chu tich)\b"
)

ELECTED_OFFICIAL, CIVIL_SERVANT = "elected_official", "civil_servant"
PUBLIC_EMPLOYEE, CONTRACT_WORKER = "public_employee", "contract_worker"
_CATEGORIES = {
    ELECTED_OFFICIAL: "can bo|cb",
    CIVIL_SERVANT: "cong chuc|cc",
    PUBLIC_EMPLOYEE: "vien chuc|vc",
    CONTRACT_WORKER: "nguoi lao dong|nld|hop dong|hd|lao dong hop dong|hop dong lao dong|hdld"
    "|lao dong",
}
CATEGORY_OF_WORD = {word: key for key, words in _CATEGORIES.items() for word in words.split("|")}

DIVISION, DEPARTMENT = "division", "department"
_KINDS = (
    ("leadership", r"^(lanh dao|ban giam doc)\b"),
    ("district_office", r"^phong .*\b(huyen|thi xa|thanh pho|tp|tx)\b"),
    ("office", r"^van phong\b"),
    (DEPARTMENT, r"^so\b"),
    ("public_service_unit", r"^(trung tam|truong|co so|lang|benh vien|quy|vien|ban quan ly)\b"),
)

# With their marks: «Bàn» and «Tô» are family names, «Ban» and «Tổ» begin names of units.
_UNIT_START = re.compile(
    r"^(phòng|văn phòng|trung tâm|chi cục|cục|sở|ban|tổ|đội|thanh tra|ubnd|ủy ban|uỷ ban|trường"
    r"|bệnh viện|lãnh đạo|khoa|cơ sở|làng|quỹ|huyện|thị xã|thành phố|xã|phường)\b"
)
_NUMBER = re.compile(r"^[0-9ivxlc]+[.)]?$|^[a-zđ][.)]?$", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"^([0-9]+|[IVXLC]+|[A-ZĐ])\s*[.)/-]\s*")
# With their marks too: «xã» is a type, «xã hội» is a word.
_TYPES = re.compile(r"\b(thị xã|thành phố|thị trấn|huyện|phường|xã(?! hội)|tỉnh|tp|tx)\b\.?")
_NAME = re.compile(r"^[^\W\d_]+(?:[ .'’–-]+[^\W\d_]+\.?|\s*\([^()]*\))*\.?$")
_EMAIL = re.compile(r"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_PHONE = re.compile(r"^[0-9+() .;,/-]{6,30}$")
_USERNAME = re.compile(r"^[A-Za-z0-9.@+_-]{1,150}$")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text without marks and case; the words of a roll come again in row after row."""
    return fold(text)


def code_of(text: str) -> str:
    """The text as the code of a unit: «Phòng Người có công» → «phong-nguoi-co-cong»."""
    return folded(text).replace(" ", "-")


def key_of_heading(text: str) -> str | None:
    """Which column a heading names; remarks in brackets and signs aside."""
    return KEY_OF_HEADING.get(folded(re.sub(r"\([^()]*\)", " ", text)))


def role_of(text: str) -> str | None:
    """The role that a cell names, by a word for it or by the title of a head or deputy."""
    return ROLE_OF_WORD.get(folded(text)) or role_of_title(text)


def role_of_title(text: str) -> str | None:
    """Head or deputy by the title, else None."""
    title = folded(text)
    if re.match(r"^pho\b", title):
        return DEPUTY
    return HEAD if _HEAD_TITLE.match(title) else None


def kind_of_unit(name: str) -> str:
    """The likely kind of a unit by its name."""
    text = folded(name)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, text)), DIVISION)


def starts_like_unit(text: str) -> bool:
    """Whether the text begins as the name of a unit does."""
    return bool(_UNIT_START.match(without_number(text).lower()))


def without_number(text: str) -> str:
    """The heading of a group without the number before it: «II. Văn phòng» → «Văn phòng»."""
    return _NUMBER_BEFORE.sub("", text)


def is_number(text: str) -> bool:
    """Whether the text only counts: 1, II, a)."""
    return bool(_NUMBER.match(text))


def bare(name: str) -> str:
    """A folded name without «thị xã», «huyện» and the like; two units may share it."""
    return folded(_TYPES.sub(" ", name.lower()))


def is_name(text: str) -> bool:
    """Whether the text may be a person's name."""
    return bool(_NAME.match(text))


def is_email(text: str) -> bool:
    """Whether the text may be an address."""
    return bool(_EMAIL.match(text)) and len(text) <= 254


def is_phone(text: str) -> bool:
    """Whether the text may be a telephone number."""
    return bool(_PHONE.match(text))


def is_username(text: str) -> bool:
    """Whether an account may be called so."""
    return bool(_USERNAME.match(text))
