"""Short ways to name what a reader of text found, with the line it stands on."""

from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem

LONGEST_EXCERPT = 120


def excerpt(text: str) -> str:
    """What stands in the file on one line, cut where it is long."""
    words = " ".join(text[: 4 * LONGEST_EXCERPT].split())
    return words if len(words) <= LONGEST_EXCERPT else f"{words[: LONGEST_EXCERPT - 1]}…"


def error(code: str, line: int, text: str = "", **details: object) -> Problem:
    """Something that keeps the question out until somebody mends it."""
    return Problem(ERROR, code, Place(line), excerpt(text), details)


def warning(code: str, line: int, text: str = "", **details: object) -> Problem:
    """Something that somebody should look at."""
    return Problem(WARNING, code, Place(line), excerpt(text), details)


def notice(code: str, line: int, text: str = "", **details: object) -> Problem:
    """Something that was done, told so that nobody misses it."""
    return Problem(NOTICE, code, Place(line), excerpt(text), details)
