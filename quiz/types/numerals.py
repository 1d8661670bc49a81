"""Numbers as people write them here: «1.234,5», and what else can be meant by it."""

import re
from decimal import Decimal

LONGEST = 40
DIGITS = 18  # before and after the comma together; more is no answer to a question

_SPACES = re.compile(r"\s")
_NUMBER = re.compile(r"(?P<sign>[-−+]?)\s*(?P<digits>\d[\d.,\s]*\d|\d)(?P<rest>.*)", re.ASCII)
_IN_THREES = re.compile(r"[1-9]\d{0,2}(?:[.,\s]\d{3})+", re.ASCII)


def read(text: str) -> tuple[Decimal, str] | None:
    """The number that a text begins with and what follows it, None if it begins with none.

    The comma is the decimal sign and the dot groups thousands. A dot is taken as a decimal sign
    where it cannot group: «1234.5», «0.125», «2.5»; so «1.234» is one thousand two hundred and
    thirty-four. Where both occur the later one is the decimal sign, so that «1,234.5» can be read.
    """
    match = _NUMBER.fullmatch(_SPACES.sub(" ", text.strip()))
    if match is None or len(text) > LONGEST:
        return None
    number = _plain(match["digits"])
    if number is None or len(number) > DIGITS:
        return None
    value = Decimal(number)
    return (-value if match["sign"] in ("-", "−") and value else value), match["rest"].strip()


def _plain(digits: str) -> str | None:
    """The digits with a dot as decimal sign and nothing else between them."""
    whole, sign, decimals = _split(digits)
    if decimals and not decimals.isdigit():
        return None
    if not whole.isdigit():
        if not _IN_THREES.fullmatch(whole) or len(set(whole) - set("0123456789")) > 1:
            return None
        whole = "".join(filter(str.isdigit, whole))
    return f"{whole}.{decimals}" if sign else whole


def _split(digits: str) -> tuple[str, str, str]:
    """What stands before the decimal sign, the sign if there is one, and what follows it."""
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        sign = max(",.", key=digits.rindex)
        return digits.rpartition(sign)
    if commas == 1:
        return digits.partition(",")
    if dots == 1 and not _IN_THREES.fullmatch(digits):
        return digits.partition(".")
    return digits, "", ""


def canonical(value: Decimal) -> str:
    """The number with a decimal dot and no needless zeros, as it is stored."""
    return format(value.normalize() if value else Decimal(0), "f")


def typed(value: Decimal) -> str:
    """The number as it is typed here, without groups."""
    return canonical(value).replace(".", ",")


def shown(value: Decimal) -> str:
    """The number as it is read here: 1.234,5."""
    whole, _dot, decimals = canonical(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
