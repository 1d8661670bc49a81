"""Passwords that are read off paper, and user names made of people's names; pure, without Django.

A Vietnamese keyboard that is switched on turns «aa» into «â» and «dd» into «đ», also where a
password is typed and nobody sees it. Without vowels, d and w it changes nothing; letters and
digits that look alike in print are left out too.
"""

import secrets
from collections.abc import Container
from itertools import count

from search.text import fold, slug

LETTERS = "cfhjkmnprtvx23456789"
GROUPS, GROUP_LENGTH = 3, 4
NAMELESS = "tai-khoan"
LONGEST = 60


def readable_password() -> str:
    """A password such as «k7mf-3xrp-92vt», drawn anew each time: more than 51 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def username_of_name(full_name: str) -> str:
    """The given name and the initials of the others: «Nguyễn Thị Hoa» → «hoant»."""
    *others, given = fold(full_name).split() or [NAMELESS]
    return (given + "".join(word[0] for word in others))[:LONGEST]


def username_of_code(staff_code: str) -> str:
    """The staff code as a user name: «CB 0012/Đ» → «cb-0012-d»."""
    return slug(staff_code)[:LONGEST].strip("-") or NAMELESS


def free_username(wanted: str, taken: Container[str]) -> str:
    """The name, or the name with the first number that nobody has: hoant, hoant2, hoant3."""
    if wanted not in taken:
        return wanted
    numbered = (f"{wanted}{number}" for number in count(2))
    return next(name for name in numbered if name not in taken)
