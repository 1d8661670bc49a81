"""The citations of a text, in their order; pure.

Three things are looked for: codes (28/KH-SLĐTBXH), laws by name, and short forms («Nghị quyết
76»), which count only where the same document has named the whole before. Around each stands what
belongs to it: type, day, issuer, and the point that is meant. Patterns look at a limited number of
signs, so that time grows in line with the text.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from intranet.policies.citing import words
from intranet.policies.citing.keys import code_key, law_key
from intranet.policies.citing.view import View, view_of
from search.text import fold

BEFORE = 100
_UPPER = "A-ZĐƯƠÊÔÂĂ"
_GROUP = rf"[{_UPPER}][{_UPPER}a-zđư]{{0,14}}\d{{0,2}}"
_SYMBOL = (
    rf"{_GROUP}(?: ?- ?(?=[{_UPPER}]{{2}}){_GROUP}|&{_GROUP})?"
    rf"(?:-(?: (?=[{_UPPER}]{{2}}))?{_GROUP}|&{_GROUP}){{0,4}}"
)
_YEAR = r"(?:19|20)\d\d"
_CODE = re.compile(
    rf"(?<![\w/.,-])(?P<number>\d{{1,5}}[a-zđ]?) ?/ ?(?:(?P<year>{_YEAR}) ?/ ?)?"
    rf"(?P<symbol>{_SYMBOL})(?!\w)"
    r"|(?<![\w/.,-])(?P<party>\d{1,4}) ?- ?(?P<act>[A-ZĐ]{2,4}[a-z]?) ?/ ?"
    rf"(?P<body>[A-ZĐ]{{2,}}[{_UPPER}a-zđ]{{0,10}})(?!\w)"
)
_PARLIAMENT = re.compile(r"(?:UBTV)?QH\d{1,2}")
_TYPE_WORDS = "|".join(sorted(words.TYPES, key=len, reverse=True))
_SHORT_WORDS = "|".join(words.PRINTED_ABBREVIATIONS)
_TYPE_BEFORE = re.compile(rf"(?<![a-z0-9])({_TYPE_WORDS})(?: so:?)? $")
_SHORT_TYPE_BEFORE = re.compile(rf"(?<!\w)({_SHORT_WORDS})(?: số:?)? $")
_IN_A_LIST = re.compile(r"(?:[,;] ?|(?:[,;] )?(?:và|hoặc|cùng) )(số )?$")
_NO_DOCUMENT = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words.NO_DOCUMENT)}):? $")
_DAY = re.compile(
    r",? (?:ky |ban hanh )?ngay (\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?: ?[/.-] ?|,? nam )"
    r"(\d{4})(?!\d)"
)
_ISSUER = re.compile(
    r",? (?:của|do) ([^,;.:()«»“”\"]{2,100}?)"
    r"(?= (?:về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|ngày|và|tại|đã|thì)\b"
    r"|[,;.:()«»“”\"]|$)"
)
_PART = re.compile(
    r"(?<!\w)(?:điểm (?P<letter>[a-zđ]\d?),? (?:của )?)?"
    r"(?:khoản (?P<point>\d{1,3}[a-zđ]?),? (?:của )?)?"
    r"(?:điều (?P<article>\d{1,4}[a-zđ]?)|phụ lục (?P<annex>[IVXLC]{1,7}|\d{1,2})"
    r"|(?:mục|phần) (?P<section>[IVXLC]{1,7}(?:\.\d{1,3}){0,2}(?:\.[a-zđ])?))"
    r"(?:,| của| kèm theo| ban hành kèm theo| tại)? $",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"(?<![a-z0-9])(?P<type>{_TYPE_WORDS}|{fold(_SHORT_WORDS).replace(' ', '|')})(?: so)? "
    rf"(?P<number>\d{{1,5}}[a-z]?)(?:/(?P<year>{_YEAR}))?(?![\w/%-]|[.,]\d| ?%)"
)
_STATUTE = r"(?:bo luat|luat|phap lenh)"
_KNOWN_NAMES = "|".join(
    fold(name.replace(",", "")).replace(" ", ",? ")
    for name in sorted(words.LAWS, key=len, reverse=True)
)
_KNOWN_LAW = re.compile(rf"{_STATUTE} (?:{_KNOWN_NAMES})(?![a-z0-9])")
_AMENDING = re.compile(rf"{_STATUTE} sua doi")
_LAW = re.compile(
    rf"(?<![a-z0-9])(?<!phap )(?:{_STATUTE} (?=[a-z])|hien phap(?= (?:nam )?{_YEAR}(?!\d)))"
)
_LAW_YEAR = re.compile(rf"(?: nam)? ({_YEAR})(?![\d/])")
_LAW_NUMBER = re.compile(r",? (?:so )?(?=\d{1,3} ?/ ?\d{4} ?/ ?qh)")
_NAME_ENDS = re.compile(
    rf" (?:nam )?{_YEAR}(?![\d/])|,? ngay \d|,? (?:so )?\d{{1,3}} ?/ ?\d{{4}} ?/"
)
_BASIS_NAME = re.compile(r"[^;.:()«»“”\"\x00]{2,160}(?=[;.]|$)")
_NAME_BREAKS = re.compile(r"[;.:()«»“”\"\x00]")
LONGEST_NAME, MOST_WORDS, MOST_WORDS_AMENDING = 240, 16, 45


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: its place in the source, how it is printed, and what it says of the document.

    `day` is empty where none is printed or where there is no such day (`is_day_impossible`).
    `year` is that of a law. `part` is the anchor of the point that is meant, as `outline` has it.
    """

    start: int
    end: int
    printed: str
    key: str
    kind: str = ""
    number: str = ""
    code_year: str = ""
    symbol: str = ""
    day: datetime.date | None = None
    day_printed: str = ""
    year: int | None = None
    law: str = ""
    issuer: str = ""
    part: str = ""

    @property
    def document(self) -> str:
        """The name of the document without day and point: its code, or the law."""
        if not self.number:
            return self.law
        if self.symbol.startswith("-"):  # of the Party: 18-NQ/TW
            return self.number + self.symbol
        return "/".join(piece for piece in (self.number, self.code_year, self.symbol) if piece)

    @property
    def is_day_impossible(self) -> bool:
        """Whether a day is printed that no calendar has."""
        return bool(self.day_printed) and self.day is None


def citations_in(text: str) -> list[Citation]:
    """Return the citations of a text that stands alone."""
    return Reader().read(text)


@dataclass(slots=True)
class Reader:
    """Reads the pieces of one document in their order, and knows what was cited before."""

    named: dict[tuple[str, str, str], dict[str, Citation]] = field(default_factory=dict)
    laws: dict[str, Citation] = field(default_factory=dict)

    def read(self, text: str) -> list[Citation]:
        """Return the citations of the next piece."""
        view = view_of(text)
        found: list[Citation] = []
        at = 0  # in the view: what stands before belongs to an earlier citation
        for place, kind, match in _matches(view):
            if place < at:
                continue
            is_next = bool(found)
            read = _READERS[kind](self, view, match, at, is_next)
            if read is None:
                continue
            citation, start, end = read
            source = view.source_span(start, end)
            citation = replace(
                citation, start=source[0], end=source[1], printed=view.shown[start:end]
            )
            found.append(citation)
            at = end
            self._remember(citation)
        return found

    def _remember(self, citation: Citation) -> None:
        if citation.number:
            for year in {"", citation.code_year}:
                known = self.named.setdefault((citation.kind, citation.number, year), {})
                known.setdefault(citation.key, citation)
        if citation.law and (citation.day or citation.year or citation.number):
            self.laws.setdefault(law_key(citation.law), citation)

    def code(
        self, view: View, match: re.Match[str], at: int, is_next: bool
    ) -> tuple[Citation, int, int] | None:
        """Read a number with a symbol."""
        start, named = _type_before(view, match.start(), at)
        symbol = match["symbol"] or f"-{match['act']}/{match['body']}"
        if not named and not _is_symbol(match, view.folded[max(0, at, start - 20) : start]):
            return None
        if not named and is_next and (joined := _IN_A_LIST.search(view.plain[at:start])):
            start -= len(joined[1] or "")
        end, day, day_printed, issuer = _behind(view, match.end())
        start, part = _part_before(view, start, at)
        kind = words.ABBREVIATIONS.get(fold(symbol).partition(" ")[0], "") or named or "cong-van"
        number = (match["number"] or match["party"]).lstrip("0") or "0"
        citation = Citation(
            0,
            0,
            "",
            code_key(match[0]),
            kind="luat" if named == "luat" else kind,
            number=number,
            code_year=match["year"] or "",
            symbol="".join(symbol.split()),
            day=day,
            day_printed=day_printed,
            issuer=issuer,
            part=part,
        )
        return (citation, start, end) if citation.key else None

    def short(
        self, view: View, match: re.Match[str], at: int, _is_next: bool
    ) -> tuple[Citation, int, int] | None:
        """Read a type with a bare number, if the whole was named before."""
        kind = words.TYPES.get(match["type"]) or words.ABBREVIATIONS.get(match["type"], "")
        if match["type"] in words.ABBREVIATIONS and not view.plain[match.start()].isupper():
            return None
        number = view.plain[match.start("number") : match.end("number")].lstrip("0")
        known = self.named.get((kind, number, match["year"] or ""), {})
        if len(known) == 1:
            before = next(iter(known.values()))
        elif not known and kind == "nghi-dinh" and match["year"]:
            key = code_key(f"{number}/{match['year']}/NĐ-CP")
            before = Citation(
                0, 0, "", key, kind, number=number, code_year=match["year"], symbol="NĐ-CP"
            )
        else:
            return None
        end, day, day_printed, _issuer = _behind(view, match.end())
        start, part = _part_before(view, match.start(), at)
        if day_printed:
            before = replace(before, day=day, day_printed=day_printed)
        return replace(before, part=part), start, end

    def law(
        self, view: View, match: re.Match[str], at: int, _is_next: bool
    ) -> tuple[Citation, int, int] | None:
        """Read a law by its name."""
        end = _end_of_law_name(view, match)
        if end is None:
            return None
        name = view.shown[match.start() : end]
        citation = Citation(0, 0, "", law_key(name), kind="luat", law=name)
        tail = _LAW_NUMBER.match(view.folded, end)
        code = _CODE.match(view.plain, tail.end()) if tail else None
        if code:
            citation = replace(
                citation,
                key=code_key(code[0]),
                number=code["number"].lstrip("0"),
                code_year=code["year"] or "",
                symbol=code["symbol"],
            )
            end = code.end()
        if year := _LAW_YEAR.match(view.folded, end):
            citation = replace(citation, year=int(year[1]))
            end = year.end()
        end, day, day_printed, _issuer = _behind(view, end)
        citation = replace(citation, day=day, day_printed=day_printed)
        before = self.laws.get(law_key(name))
        if before and not (code or year or day_printed):
            citation = before
        start, part = _part_before(view, match.start(), at)
        return replace(citation, part=part), start, end


_READERS = {"code": Reader.code, "short": Reader.short, "law": Reader.law}


def _matches(view: View) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Where a citation may begin, in the order of the text."""
    places = [(match.start(), "code", match) for match in _CODE.finditer(view.plain)]
    places += [(match.start(), "short", match) for match in _SHORT.finditer(view.folded)]
    places += [(match.start(), "law", match) for match in _LAW.finditer(view.folded)]
    return iter(sorted(places, key=lambda place: place[0]))


def _is_symbol(match: re.Match[str], before: str) -> bool:
    """Whether a code is one of a document although no type stands before it."""
    if match["party"]:
        return fold(match["act"]) in words.ABBREVIATIONS
    if _NO_DOCUMENT.search(before):
        return False
    return "-" in match["symbol"] or bool(_PARLIAMENT.fullmatch(match["symbol"]))


def _type_before(view: View, start: int, at: int) -> tuple[int, str]:
    """Where the type before a number begins, and which it is; unchanged and empty without one."""
    first = max(at, start - BEFORE)
    found = _TYPE_BEFORE.search(view.folded[first:start])
    if found:
        return first + found.start(), words.TYPES[found[1]] or "khac"
    found = _SHORT_TYPE_BEFORE.search(view.plain[first:start])
    if found:
        return first + found.start(), words.ABBREVIATIONS[fold(found[1])]
    return start, ""


def _part_before(view: View, start: int, at: int) -> tuple[int, str]:
    """Where the point named before a citation begins, and its anchor."""
    first = max(at, start - BEFORE)
    found = _PART.search(view.plain[first:start])
    if found is None:
        return start, ""
    if found["article"]:
        steps = [f"dieu-{found['article']}"]
    elif found["annex"]:
        steps = [f"phu-luc-{found['annex'].upper()}"]
    else:
        steps = [found["section"]]
    below = [found["point"], (found["letter"] or "").lower()]
    return first + found.start(), ".".join(step for step in (*steps, *below) if step)


def _behind(view: View, end: int) -> tuple[int, datetime.date | None, str, str]:
    """Where a citation ends, its day, the day as printed, and who is named as the issuer."""
    day = _DAY.match(view.folded, end)
    end = day.end() if day else end
    issuer = _ISSUER.match(view.plain, end)
    if day is None and issuer:
        day = _DAY.match(view.folded, issuer.end())
    name = issuer[1].strip() if issuer else ""
    if day is None:
        return end, None, "", name
    printed = view.shown[day.start() : day.end()].strip(", ")
    return end, _date(*map(int, day.groups())), printed, name


def _date(day: int, month: int, year: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _end_of_law_name(view: View, match: re.Match[str]) -> int | None:
    """Where the name of a law ends, or None where there is none.

    A name that is known ends where it ends; another one where a year, a day or a number follows, or
    in a basis at the end of the line.
    """
    start, name = match.start(), match.end()
    is_name = view.plain[start].isupper()
    if match[0] == "hien phap":
        return name if is_name else None
    is_title = view.plain[name].isupper()
    known = _KNOWN_LAW.match(view.folded, start) if is_name or is_title else None
    if known:
        return known.end()
    if not is_name or not (is_title or _AMENDING.match(view.folded, start)):
        return None
    end = _end_by_what_follows(view, start, name)
    if end is None and view.folded[max(0, start - 7) : start] == "can cu ":
        line = _BASIS_NAME.match(view.plain, name)
        end = line.end() if line else None
    return end if end is not None and _is_name(view, start, name, end) else None


def _end_by_what_follows(view: View, start: int, name: int) -> int | None:
    last = name + LONGEST_NAME
    following = _NAME_ENDS.search(view.folded, name, last)
    broken = _NAME_BREAKS.search(view.plain, name, last)
    if following is None or (broken and broken.start() < following.start()):
        return None
    return following.start()


def _is_name(view: View, start: int, name: int, end: int) -> bool:
    said = view.plain[name:end].lower().replace(",", " ").split()
    if _AMENDING.match(view.folded, start):
        return len(said) <= MOST_WORDS_AMENDING
    return (
        len(said) <= MOST_WORDS and "luật" not in said and words.NOT_IN_NAMES.isdisjoint(said[1:])
    )
