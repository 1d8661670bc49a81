"""The made-up staff of the demonstration: a pure function of the units and one fixed seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEED = 28
EMAIL_DOMAIN = "minhhoa.example"

_FAMILY = (
    ("Nguyễn", 30),
    ("Trần", 18),
    ("Lê", 14),
    ("Phan", 10),
    ("Hoàng", 8),
    ("Phạm", 7),
    ("Võ", 6),
    ("Đặng", 5),
    ("Bùi", 4),
    ("Dương", 4),
    ("Hồ", 3),
    ("Đinh", 2),
    ("Thái", 2),
    ("Cao", 2),
)
_WOMEN_MIDDLE = ("Thị", "Thị Thu", "Thị Thanh", "Thị Ngọc", "Ngọc", "Thùy", "Khánh", "Hải")
_WOMEN_GIVEN = (
    *("An", "Bình", "Chi", "Diệp", "Giang", "Hà", "Hằng", "Hiền", "Hoài", "Huệ", "Hương", "Lam"),
    *("Lan", "Linh", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quỳnh", "Tâm"),
    *("Thảo", "Thủy", "Trang", "Tuyết", "Vân", "Xuân", "Yến"),
)
_MEN_MIDDLE = ("Văn", "Đức", "Quang", "Minh", "Xuân", "Hữu", "Anh", "Đình", "Trọng", "Viết")
_MEN_GIVEN = (
    *("An", "Bảo", "Chiến", "Cường", "Dũng", "Đạt", "Giáp", "Hải", "Hiếu", "Hòa", "Hùng", "Huy"),
    *("Khánh", "Kiên", "Lâm", "Long", "Lộc", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn"),
    *("Tài", "Thắng", "Thành", "Tiến", "Trung", "Tuấn", "Việt"),
)
# The real signatory of the plan must not appear among made-up staff.
_NEVER = frozenset({"Nguyễn Trí Lạc"})


@dataclass(frozen=True)
class Account:
    """A demonstration account: who signs in, where the person sits, which group they have."""

    username: str
    name: str
    unit: str
    role: str
    group: str


@dataclass(frozen=True)
class MadeUpPerson:
    """One line of the made-up staff list."""

    staff_code: str
    name: str
    unit: str
    role: str
    category: str
    email: str
    username: str = ""


ACCOUNTS = (
    Account("giamdoc", "Phan Quang Nghĩa", "lanh-dao", "head", "leadership"),
    Account("vanphong", "Trần Thị Ngọc Lan", "van-phong", "head", "office"),
    Account("bientap", "Phan Thị Diệu Chi", "van-phong", "member", "editors"),
    Account("quantri", "Võ Đức Kiên", "van-phong", "member", "it_officers"),
    Account("truongphong", "Lê Viết Sơn", "nguoi-co-cong", "head", ""),
    Account("canbo", "Đặng Thị Thu An", "nguoi-co-cong", "member", ""),
)

_ROLES = ("head", "deputy", "focal_point")


def dice(*about: object) -> random.Random:
    """Return dice that fall the same way each time for the same purpose."""
    return random.Random(f"{SEED}:{about}")


def made_up_staff(units: Sequence[Mapping[str, Any]]) -> list[MadeUpPerson]:
    """Return the whole staff list, in the order of the units; the same list at every call."""
    names = _unused_names({account.name for account in ACCOUNTS})
    people: list[MadeUpPerson] = []
    for unit in units:
        accounts = {a.role: a for a in ACCOUNTS if a.unit == unit["code"] and a.role != "member"}
        members = [a for a in ACCOUNTS if a.unit == unit["code"] and a.role == "member"]
        for place in range(unit["headcount"]):
            role = _role(unit["kind"], place, unit["headcount"])
            account = accounts.get(role) or (
                members.pop(0) if role == "member" and members else None
            )
            code = f"MH-{len(people) + 1:03d}"
            people.append(
                MadeUpPerson(
                    staff_code=code,
                    name=account.name if account else next(names),
                    unit=unit["code"],
                    role=role,
                    category=_category(unit["kind"], place, unit["headcount"]),
                    email=f"{account.username if account else code.lower()}@{EMAIL_DOMAIN}",
                    username=account.username if account else "",
                )
            )
    return people


def _role(kind: str, place: int, headcount: int) -> str:
    """The first three of a unit lead it and are its contact; the board has deputies."""
    if kind == "leadership":
        return "head" if place == 0 else "deputy"
    return _ROLES[place] if place < min(len(_ROLES), headcount - 1) else "member"


def _unused_names(taken: set[str]) -> Iterator[str]:
    """Yield realistic names, each once."""
    rng = dice("names")
    seen = set(taken) | _NEVER
    families, weights = zip(*_FAMILY, strict=True)
    while True:
        family = rng.choices(families, weights)[0]
        if rng.random() < 0.5:
            name = f"{family} {rng.choice(_WOMEN_MIDDLE)} {rng.choice(_WOMEN_GIVEN)}"
        else:
            name = f"{family} {rng.choice(_MEN_MIDDLE)} {rng.choice(_MEN_GIVEN)}"
        if name not in seen:
            seen.add(name)
            yield name


def _category(kind: str, place: int, headcount: int) -> str:
    """Rooms have civil servants, public units public employees; the last tenth are on contracts."""
    if headcount >= 7 and place >= headcount - max(1, headcount // 10):
        return "contract_worker"
    return "public_employee" if kind == "public_service_unit" else "civil_servant"
