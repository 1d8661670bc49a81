"""Where an abstract in capitals ends and the line begins that says who decides; pure."""

import re
from collections.abc import Sequence

from intranet.policies.reading.paragraphs import is_unfinished
from intranet.policies.reading.words import ISSUER, POSITION
from search.text import fold

# Types that name who decides before they name their basis.
DECIDING = frozenset(
    "quyet dinh|nghi quyet|nghi dinh|thong tu|lenh|phap lenh|luat|bo luat|quy dinh|chi thi"
    "|thong tu lien tich|nghi quyet lien tich".split("|")
)
JOINT = "lien tich"
SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}
# How a line of an abstract ends that goes on with an office: «BỔ NHIỆM» «GIÁM ĐỐC SỞ NỘI VỤ».
_LEADING = re.compile(
    r"\b(?:việc (?:bổ nhiệm|miễn nhiệm|điều động|cử|ủy quyền)|chức vụ|chức danh|đối với|ông|bà)$"
)
_BODY_WITHIN = re.compile(rf"\b{ISSUER.pattern}", re.IGNORECASE)


def authority_start(lines: Sequence[str], kind: str, bodies: Sequence[str]) -> int | None:
    """With which of the lines in capitals between type and basis the authority begins.

    `kind` is the folded name of the type. An abstract may name offices and bodies too, so it is the
    last line that can be one.
    """
    if kind not in DECIDING:
        return None
    places = [at for at in range(1, len(lines)) if _may_decide(lines[at - 1], lines[at], bodies)]
    if not places:
        return None
    if JOINT in kind:
        return places[0]
    last = places[-1]
    is_body = not POSITION.match(fold(lines[last]))
    above = last - 1
    return above if is_body and above in places and _is_bare(lines[above]) else last


def _may_decide(above: str, text: str, bodies: Sequence[str]) -> bool:
    """Whether a line begins with an office or with the body that issues, and begins a name."""
    if is_unfinished(above.lower()) or _LEADING.search(above.lower()):
        return False
    folded = fold(text)
    if POSITION.match(folded):
        return not folded.startswith("pho ")
    return bool(ISSUER.match(text)) and any(_first(text) == _first(body) for body in bodies)


def _first(text: str) -> list[str]:
    """The first words of the name of a body, written out."""
    words = " ".join(SHORT.get(word, word) for word in fold(text).split())
    return words.split()[:2]


def _is_bare(text: str) -> bool:
    """Whether a line names an office without its body: «BỘ TRƯỞNG»."""
    return bool(POSITION.match(fold(text))) and not _BODY_WITHIN.search(text)
