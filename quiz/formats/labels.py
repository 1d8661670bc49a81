"""What may be the label of an option, the words of a key and its letters; pure.

These functions say what a text may be; whether it is, the readers decide by what stands around:
«A. Nguyễn Văn Trỗi» may begin an option, and is the stem of a question where no «B.» follows. Texts
are expected composed (NFC); full-width and look-alike letters count as the plain ones.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from search.text import fold

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OFFICIAL = "ABCDĐEGHIKLMN"  # the points of Vietnamese legal texts: a, b, c, d, đ, e, g …
HEAD = 80  # signs at the beginning of a line among which a label is looked for
NO_OPTION, AMBIGUOUS, CONTRADICTION = "no_option", "ambiguous", "contradiction"
EITHER = "either"  # «A hoặc B», «A/B», «A-C»: one of them, or all?

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000), " ")
_LOOK_ALIKES = dict(
    zip("АВЕКМНОРСТХаеорсхΑΒΕΗΙΚΜΝΟΡΤΧÐ", "ABEKMHOPCTXaeopcxABEHIKMNOPTXĐ", strict=True)
)
_PLAIN = {**_FULL_WIDTH, **_SPACES, 0x3001: ".", 0x3002: "."}
_PLAIN_LETTERS = {**_PLAIN, **{ord(sign): letter for sign, letter in _LOOK_ALIKES.items()}}

_LETTER = "[A-Za-zĐđ]"
_LABEL = re.compile(
    rf"""\s*(?:[-–•▪●+]\s+)?
    (?P<star>\*{{0,2}})\ ?(?P<open>[(\[]?)\ ?
    (?P<label>{_LETTER}|\d{{1,2}})(?P<late_star>\*?)\ {{0,2}}
    (?P<end>[.)\]:/]+|[-–—](?=\s))(?P<last_star>\*{{0,2}})
    (?P<space>\s*)""",
    re.VERBOSE,
)
_CIRCLED = re.compile(r"\s*(?P<label>[\u2460-\u2473\u24b6-\u24e9])(?P<space>\s*)")
_BOX = re.compile(
    r"\s*(?:[-–•]\s+)?(?:[\[(] ?(?P<inside>[xXvV✓✔√]?) ?[\])]|(?P<sign>[☐□☑☒✓✔✅]))\s*(?=\S)"
)
_STAR = re.compile(r"\s*\*(?!\*)\s*(?=[^\s*])")
_SAID_RIGHT = re.compile(
    r"(?<!\s)\s*(?:[(\[]\s*(?:đúng|đ|x|\*|đáp án đúng|đáp án|correct|right|true)\s*[)\]]"
    r"|[✓✔✅]|(?<=\s)\*|<[-=]+\s*(?:đúng|correct)?)\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"(?<=\S)\s+(?=\*?[(\[]?(?:{_LETTER}|\d{{1,2}})\*?\ ?[.):/])")

_KEY_NOUN = r"(?:đáp\s*án|dap\s*an|đ\.?\s*án|phương\s*án|phuong\s*an|câu\s*trả\s*lời|lựa\s*chọn|ý)"
_RIGHT = r"(?:đúng\s*nhất|đúng|dung|chính\s*xác|phù\s*hợp\s*nhất|chuẩn)"
_KEY = re.compile(
    rf"""[\s*_–•-]*
    (?P<words>
        (?:đáp\s*án|dap\s*an|đ\.\s*án)(?:\s+{_RIGHT})?
        |{_KEY_NOUN}\s+{_RIGHT}
        |(?:chọn|chon)(?:\s+{_KEY_NOUN})?(?:\s+{_RIGHT})?
        |(?P<short>đ\s?[/.]\s?a\.?|đa|da)
        |(?:trả\s*lời|tra\s*loi)|(?:đáp\s*số|đs)(?=\s*[:=])
        |(?:the\s+)?(?:correct\s+|right\s+)?answers?(?:\s*key)?|ans|(?:correct\s+)?keys?
        |correct(?:\s+(?:option|choice)s?)?
    )
    (?:\s*\(?(?:của\s+)?(?:câu|question)\s*(?P<number>\d{{1,4}})\)?)?
    (?P<join>\s*(?::|=|[-–—]+>|→|⇒)+|\s+(?:là|is|are)\s*:?(?=\s|$)|\s+[-–—](?=\s)|\.(?=\s))?
    (?P<value>.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ARROW = re.compile(
    r"\s*(?:=+>|[-–—]+>|→|⇒|➔|➜)\s*(?:(?:chọn|đáp án)\s*:?\s*)?(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_LETTERS_AFTER = re.compile(r"(?:chọn|chon|da|đa|correct)\b", re.IGNORECASE)

_LIST_WORDS = re.compile(
    r"\b(?:câu|ý|phương án|đáp án|lựa chọn|đúng là|cả|and|và|với|hoặc|or|option|answers?)\b",
    re.IGNORECASE,
)
# A number beside these words counts options and names none: «Cả 3», «3 đáp án», not «Cả 1 và 3».
_COUNT = re.compile(
    r".*\bcả\W*(?:(?:câu|ý|phương án|đáp án|lựa chọn)\W*)?\d+\D*"
    r"|\W*\d+\s*(?:câu|ý|phương án|đáp án|lựa chọn|options?|answers?)\W*",
    re.IGNORECASE | re.DOTALL,
)
_EITHER = re.compile(r"\b(?:hoặc|or)\b", re.IGNORECASE)
_BETWEEN_LABELS = re.compile(r"[/–-]|\.\.")
_LABELS_ASIDE = re.compile(r"^\W*(?P<first>[A-ZĐ])(?!\w)|(?<!\w)(?P<last>[A-ZĐ])\W*$")
_LABEL_AND_TEXT = re.compile(rf"(?<!\w)(?P<label>{_LETTER}|\d{{1,2}})\s*[.):]\s*(?=\S)")
_ONE = rf"(?:{_LETTER}|\d{{1,2}})"
_LIST = re.compile(rf"[\s\"'«»“”(\[{{]*{_ONE}(?:[\s,;/&+.)\]\-–]+{_ONE})*[\s.,;:)\]}}\"'«»“”!]*")
_RUN = re.compile(r"[A-HĐ]{2,8}|[a-hđ]{2,8}")
_NUMBERS_RUN = re.compile(r"\d{1,2}")
_WITH_TEXT = re.compile(rf"(?P<label>{_LETTER}|\d{{1,2}})\s*[.):]\s*(?=\S)")
_TRUTHS = {
    True: {"dung", "true", "yes", "right", "correct", "t", "d"},
    False: {"sai", "false", "no", "wrong", "incorrect", "f", "s"},
}


class Labelled(NamedTuple):
    """What the beginning of an option may be.

    `label` is upper case and plain, empty for a box without a letter; `is_marked` says that a star
    or a ticked box calls it right; `is_tight` that no space stands behind the label («A.text»);
    `form` is how the label is written («.», «)», «()»), alike within one question.
    """

    label: str
    text: str
    is_marked: bool = False
    is_tight: bool = False
    form: str = ""


class Key(NamedTuple):
    """A line that may give the key: what stands behind its words, the question if it names one.

    `is_bare` says that the words stand alone («ĐÁP ÁN»), as above a table of keys.
    """

    value: str
    number: int | None = None
    is_bare: bool = False


class Choice(NamedTuple):
    """Which options a key names, as places from zero; without any, `fault` says why.

    `rest` is what stands behind the label and is not the option's own text: often an explanation.
    """

    places: tuple[int, ...] = ()
    fault: str = ""
    rest: str = ""


def normalised(label: str) -> str:
    """Return a label as labels are compared: plain and upper case, numbers without zeros."""
    plain = label.translate(_PLAIN_LETTERS).strip(" .):(/[]*").upper()
    return str(int(plain)) if plain.isascii() and plain.isdigit() else plain


def option_of(text: str) -> Labelled | None:
    """Return the option that a line may begin: «A. …», «(b) …», «*C) …», «[x] …», else None."""
    offset, boxes, is_marked = 0, "", False
    while offset < HEAD:
        plain = text[offset : offset + HEAD].translate(_PLAIN_LETTERS)
        if found := _lettered(plain, text[offset:]):
            return found._replace(is_marked=is_marked or found.is_marked, form=boxes + found.form)
        box = _BOX.match(plain)
        if box is None:
            break
        is_marked |= bool(box["inside"]) or (box["sign"] or "☐") not in "☐□"
        offset, boxes = offset + box.end(), boxes + "☐"
    return Labelled("", text[offset:].strip(), is_marked, form=boxes) if boxes else None


def options_on(line: str) -> list[Labelled]:
    """Return the options that stand on one line, «A. x   B. y» or with tabs, in their order.

    A later label counts only where it follows the one before it in the alphabet and is written the
    same way: «A. Ông D. Nam» stays one option. «A. Ông B. Nam» may be two; the lines that follow
    tell.
    """
    first = option_of(line)
    if first is None or not first.label:
        return [first] if first else []
    found, rest = [first], first.text
    while cut := _next_label(rest, found[-1]):
        place, following = cut
        found[-1] = found[-1]._replace(text=rest[:place].strip())
        found.append(following)
        rest = following.text
    return found


def follows(label: str, earlier: str) -> bool:
    """Whether a label is the next after another, in either alphabet or as a number."""
    if earlier.isdigit():
        return label == str(int(earlier) + 1)
    return any(earlier + label in row for row in (ALPHABET, OFFICIAL)) and bool(earlier and label)


def without_mark(text: str) -> tuple[str, bool]:
    """Return an option's text without a mark at its end («(đúng)», «✓»), and whether it had one."""
    match = _SAID_RIGHT.search(text)
    if match and text[: match.start()].strip():
        return text[: match.start()].rstrip(), True
    return text, False


def starred(text: str) -> tuple[str, bool]:
    """Return a text without a star before it, and whether there was one."""
    match = _STAR.match(text)
    return (text[match.end() :], True) if match else (text, False)


def key_of(line: str) -> Key | None:
    """Return the key that a line gives in words: «Đáp án: B», «ANSWER: B», «Chọn B», «=> B».

    Without a colon or «là» only letters may follow, so that «Đáp án của bài là gì?» is none.
    """
    plain = line.translate(_PLAIN)
    if arrow := _ARROW.match(plain):
        value = line[arrow.start("value") :].strip()
        return Key(value) if labels_in(value) else None
    match = _KEY.match(plain)
    if match is None:
        return None
    value = line[match.start("value") :].strip(" \t\n*_")
    number = int(match["number"]) if match["number"] else None
    is_joined, is_glued = bool(match["join"]), not plain[match.start("value") :][:1].isspace()
    if not value:
        return None if _needs_letters(match) else Key("", number, is_bare=not is_joined)
    is_sure = is_joined and not _needs_letters(match) and not value.endswith("?")
    return Key(value, number) if is_sure or (labels_in(value) and not is_glued) else None


def labels_in(value: str) -> tuple[str, ...]:
    """Return the labels of a key in their order: «A, C», «A và C», «AC», «Câu b», «1»; else none.

    Nothing but labels may stand there: «B. Ủy ban nhân dân» has none, `choice_of` understands it.
    Nor has a number of options: «Cả 3». Those of «A hoặc B» are here, but `choice_of` takes none.
    """
    if _COUNT.fullmatch(value.translate(_PLAIN)):
        return ()
    plain = _LIST_WORDS.sub(" ", value.translate(_PLAIN_LETTERS)).strip()
    run = plain.strip(" .,;:!()[]\"'«»“”*")
    if _RUN.fullmatch(run) and _is_rising(run.upper()):
        return tuple(run.upper())
    if not _LIST.fullmatch(plain.replace("*", "")):
        return ()
    found = re.findall(_ONE, plain)
    if len({(one.isupper(), one.isdigit()) for one in found}) > 1:
        return ()
    return tuple(dict.fromkeys(map(normalised, found)))


def truth_of(text: str) -> bool | None:
    """Return what a text says of a statement: «Đúng», «Đ», «True», «Sai», «S», «F»; else None."""
    word = fold(text.translate(_PLAIN))
    if word == "d" and "đ" not in text.lower():
        return None
    return next((truth for truth, words in _TRUTHS.items() if word in words), None)


def choice_of(key: str, options: Sequence[tuple[str, str]]) -> Choice:
    """Return which of the options (label, text) a key names.

    By label, never by position; by the whole text of an option where the key is no label. Numbers
    name lettered options only if the letters run from A without a gap, and the other way round.
    """
    by_text, named = _by_text(key, options), labels_in(key)
    by_label = _by_labels(named, options) if named else _by_label_and_text(key, options)
    if by_label.places and _is_either(key):
        return by_text if by_text.places else Choice(fault=EITHER)
    if by_label.places and by_text.places and by_label.places != by_text.places:
        is_plain = len(named) == 1 and named[0] in [normalised(label) for label, _text in options]
        return by_label if is_plain else Choice(fault=AMBIGUOUS)
    if by_label.places or by_label.fault == CONTRADICTION:
        return by_label
    if by_text.places or by_text.fault == AMBIGUOUS:
        return by_text
    by_truth = _by_truth(key, options)
    return by_truth if by_truth.places else by_label


def with_rest(choice: Choice, rest: str, options: Sequence[tuple[str, str]]) -> Choice:
    """Return a choice by labels with what stands behind them, which may be an explanation.

    Further labels are none, and neither is the text of another option.
    """
    by_text = _by_text(rest, options)
    if not choice.places:
        return choice
    if by_text.places:
        return choice if set(by_text.places) <= set(choice.places) else Choice(fault=CONTRADICTION)
    if labels_in(rest):
        return Choice(fault=NO_OPTION)
    others = [option for place, option in enumerate(options) if place not in choice.places]
    return Choice(fault=AMBIGUOUS) if _names(rest, others) else choice._replace(rest=rest)


def _names(rest: str, others: Sequence[tuple[str, str]]) -> bool:
    """Whether a text behind a key means other options too: «B cũng đúng», «ba, D. bốn».

    A letter in the middle is an explanation: «vì B trái Điều 5».
    """
    plain = rest.translate(_PLAIN_LETTERS)
    texts = {normalised(label): " ".join(text.lower().split()) for label, text in others if label}
    aside = {found[found.lastgroup or 0] for found in _LABELS_ASIDE.finditer(plain)}
    aside = {label for label in aside if label in texts}
    return bool(aside) or any(
        " ".join(rest[found.end() : found.end() + 2 * len(text)].lower().split()).startswith(text)
        for found in _LABEL_AND_TEXT.finditer(plain)
        if (text := texts.get(normalised(found["label"])))
    )


def _is_either(key: str) -> bool:
    """Whether a key leaves open if one of its labels is meant or all: «A hoặc B», «A/B», «A-C»."""
    named, plain = labels_in(key), key.translate(_PLAIN)
    is_between = len(named) > 1 and _BETWEEN_LABELS.search(plain)
    return bool(named and (is_between or _EITHER.search(plain)))


def _lettered(plain: str, text: str) -> Labelled | None:
    """The option that begins with a letter or a number, in a circle or with signs around it."""
    if circled := _CIRCLED.match(plain):
        return Labelled(_uncircled(circled["label"]), text[circled.end() :].strip(), form="○")
    match = _LABEL.match(plain)
    return _labelled(match, text) if match else None


def _labelled(match: re.Match[str], text: str) -> Labelled | None:
    """The option that a matched label begins, None where its signs belong to something else."""
    label, end, rest = match["label"], match["end"], text[match.end() :]
    is_tight = bool(rest) and not match["space"]
    if _closing(match["open"]) not in end or (end[0] == "]" and not match["open"]):
        return None
    if match["open"] and label in "xXvV":
        return None
    if is_tight and (rest[0] in "\\/.-" or (label + rest[0]).isdigit()):
        return None
    is_bold_label = match["star"] == match["last_star"] == "**"  # «**A.** text» in Markdown
    stars = match["star"] + match["late_star"] + match["last_star"]
    is_marked = bool(stars) and not is_bold_label
    body = rest.rstrip("* ") if match["star"] else rest
    case = "1" if label.isdigit() else "A" if label.isupper() else "a"
    form = match["open"] + case + end[0]
    return Labelled(normalised(label), body.strip(), is_marked, is_tight, form)


def _closing(bracket: str) -> str:
    """The bracket that closes an opened one."""
    return {"(": ")", "[": "]"}.get(bracket, "")


def _next_label(rest: str, earlier: Labelled) -> tuple[int, Labelled] | None:
    """Where within the rest of a line the next option begins, and that option."""
    for gap in _BETWEEN.finditer(rest.translate(_PLAIN_LETTERS)):
        head = option_of(rest[gap.end() : gap.end() + HEAD])
        if head and head.form == earlier.form and follows(head.label, earlier.label):
            following = option_of(rest[gap.end() :])
            return (gap.start(), following) if following else None
    return None


def _uncircled(sign: str) -> str:
    """The plain letter or number in a circle."""
    code = ord(sign)
    if code < 0x24B6:
        return str(code - 0x2460 + 1)
    return ALPHABET[(code - 0x24B6) % 26]


def _needs_letters(match: re.Match[str]) -> bool:
    """Whether the words mean a key only before letters: «Chọn: B», not «Chọn: câu trả lời đúng»."""
    return bool(_ONLY_LETTERS_AFTER.match(match["words"]))


def _is_rising(run: str) -> bool:
    """Whether letters written together can be labels: each once and in order."""
    places = ["ABCDĐEFGH".index(letter) for letter in run]
    return all(one < two for one, two in pairwise(places))


def _by_labels(named: Sequence[str], options: Sequence[tuple[str, str]]) -> Choice:
    """The options with these labels; all of them have to be there, each once."""
    labels = [normalised(label) for label, _text in options]
    if not any(labels):
        labels = [""] * len(options)
    if not any(label in labels for label in named):
        labels = _translated(labels)
    if any(label not in labels for label in named):
        return Choice(fault=NO_OPTION)
    if any(labels.count(label) > 1 for label in named):
        return Choice(fault=AMBIGUOUS)
    return Choice(tuple(sorted(labels.index(label) for label in named)))


def _translated(labels: Sequence[str]) -> list[str]:
    """Gapless letters as numbers and gapless numbers as letters; others as they are."""
    count = len(labels)
    numbers = [str(place + 1) for place in range(count)]
    letters = list(ALPHABET[:count])
    if list(labels) == letters:
        return numbers
    return letters if list(labels) == numbers else list(labels)


def _by_text(key: str, options: Sequence[tuple[str, str]]) -> Choice:
    """The option whose whole text the key repeats."""
    wanted = " ".join(key.lower().split()).strip(" .")
    places = [
        place
        for place, (_label, text) in enumerate(options)
        if wanted and " ".join(text.lower().split()).strip(" .") == wanted
    ]
    if len(places) > 1:
        return Choice(fault=AMBIGUOUS)
    return Choice(tuple(places), "" if places else NO_OPTION)


def _by_label_and_text(key: str, options: Sequence[tuple[str, str]]) -> Choice:
    """The option whose label begins the key; text behind it must not be that of another option."""
    match = _WITH_TEXT.match(key.translate(_PLAIN_LETTERS).strip())
    if not match:
        return Choice(fault=NO_OPTION)
    by_label = _by_labels([normalised(match["label"])], options)
    return with_rest(by_label, key.strip()[match.end() :], options)


def _by_truth(key: str, options: Sequence[tuple[str, str]]) -> Choice:
    """The one option that says the same of a statement: «Đ» for «Đúng»."""
    truth = truth_of(key)
    places = [place for place, (_label, text) in enumerate(options) if truth_of(text) is truth]
    return Choice(tuple(places)) if truth is not None and len(places) == 1 else Choice()
