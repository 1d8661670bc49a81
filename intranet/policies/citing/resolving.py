"""Which document of the register a citation means, or why nobody can say; pure.

Numbers of administrative documents begin anew each year, so that a code without year is certain
only together with the day. A code with the year in it, and a law, stand once. What does not agree
is a doubt for an editor and never a link by guess.
"""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from search.text import fold

_LONG_NAMES = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "ld": "lao dong",
               "tb": "thuong binh", "xh": "xa hoi", "bldtbxh": "bo lao dong thuong binh xa hoi",
               "sldtbxh": "so lao dong thuong binh xa hoi", "bnv": "bo noi vu",
               "snv": "so noi vu", "ttcp": "thu tuong chinh phu"}  # fmt: skip
_JOINING = {"va", "cua"}


class Doubt(enum.StrEnum):
    """Why an editor should look at a citation."""

    IMPOSSIBLE_DAY = "impossible_day"
    DAY_DIFFERS = "day_differs"
    SEVERAL = "several"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a citation says of the document; `cited_on` is the day of the document that cites."""

    key: str
    day: datetime.date | None = None
    is_day_impossible: bool = False
    year: int | None = None
    issuer: str = ""
    cited_on: datetime.date | None = None

    @property
    def is_unique(self) -> bool:
        """Whether the key stands once: it has a year in it, or it is the name of a law."""
        return self.key.count("/") != 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of the register that has the key."""

    page_id: int
    day: datetime.date
    issuers: tuple[str, ...] = ()


def resolved(wanted: Wanted, candidates: Sequence[Candidate]) -> tuple[int | None, str]:
    """Return the page that is meant, or None, and the doubt, or nothing."""
    if wanted.is_day_impossible:
        return None, Doubt.IMPOSSIBLE_DAY
    if wanted.day and wanted.cited_on and wanted.day > wanted.cited_on:
        return None, Doubt.LATER
    if wanted.day:
        return _by_day(wanted, wanted.day, candidates)
    found = [one for one in candidates if _fits_without_day(wanted, one)]
    return _only(wanted, found)


def _by_day(
    wanted: Wanted, day: datetime.date, candidates: Sequence[Candidate]
) -> tuple[int | None, str]:
    same = [one for one in candidates if one.day == day]
    if same:
        return _only(wanted, same)
    if wanted.is_unique and "/" in wanted.key:
        page_id, doubt = _only(wanted, candidates)
        return page_id, doubt or (Doubt.DAY_DIFFERS if candidates else "")
    alike = [one for one in candidates if _is_alike(one.day, day)]
    return None, Doubt.DAY_DIFFERS if alike else ""


def _is_alike(one: datetime.date, other: datetime.date) -> bool:
    """Whether one day may be a slip for the other: the same year, or the same day of the year."""
    return one.year == other.year or (one.month, one.day) == (other.month, other.day)


def _fits_without_day(wanted: Wanted, candidate: Candidate) -> bool:
    if wanted.year and candidate.day.year != wanted.year:
        return False
    return wanted.cited_on is None or candidate.day <= wanted.cited_on


def _only(wanted: Wanted, found: Sequence[Candidate]) -> tuple[int | None, str]:
    """The one that is left, by the issuer where there are several; of a law the latest."""
    if len(found) > 1 and wanted.issuer:
        found = [
            one for one in found if any(agree(wanted.issuer, name) for name in one.issuers)
        ] or found
    if len(found) > 1 and "/" not in wanted.key:
        found = [max(found, key=lambda one: (one.day, one.page_id))]
    if len(found) > 1:
        return None, Doubt.SEVERAL
    return (found[0].page_id, "") if found else (None, "")


def agree(hint: str, issuer: str) -> bool:
    """Whether a name in a sentence may mean the issuer: «UBND tỉnh», «Sở Nội vụ»."""
    said, known = _words(hint), _words(issuer)
    return bool(said) and (said <= known or known <= said)


def _words(name: str) -> set[str]:
    said = " ".join(_LONG_NAMES.get(word, word) for word in fold(name).split())
    return set(said.split()) - _JOINING
