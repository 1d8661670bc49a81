r"""The signs of GIFT and their escapes: \~ \= \# \{ \} \: \\ and \n for a line break.

While a file is taken apart, escaped signs are hidden behind characters that Unicode promises never
to use, so that what is left are the signs that mean something.
"""

import re

SIGNS = "\\~=#{}:"

_FIRST = 0xFDD0
_BREAK = chr(_FIRST + len(SIGNS))
_HIDDEN = {f"\\{sign}": chr(_FIRST + place) for place, sign in enumerate(SIGNS)} | {"\\n": _BREAK}
_SHOWN = {ord(hidden): escape[1] for escape, hidden in _HIDDEN.items()} | {ord(_BREAK): "\n"}
_AS_TYPED = {ord(hidden): escape for escape, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\[\\~=#{}:n]")
_FOREIGN = re.compile(f"[{chr(_FIRST)}-{_BREAK}]")
_SIGN = re.compile(r"[\\~=#{}:]")


def hidden(text: str) -> str:
    """The text with its escapes hidden; line ends stay where they are."""
    return _ESCAPE.sub(lambda found: _HIDDEN[found[0]], _FOREIGN.sub("\ufffd", text))


def shown(text: str) -> str:
    """The text that was meant by one with hidden escapes."""
    return text.translate(_SHOWN)


def as_typed(text: str) -> str:
    """The text as it stands in the file, for a message about it."""
    return text.translate(_AS_TYPED)


def escaped(text: str) -> str:
    """The text as it has to stand in a file, on one line."""
    return _SIGN.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
