"""What part of a file a `Range` header asks for (RFC 9110, section 14); pure, without Django."""

import re
from typing import NamedTuple

ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


class Slice(NamedTuple):
    """Bytes from the first to the last, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes these are."""
        return self.last - self.first + 1


class UnsatisfiableRangeError(ValueError):
    """The header asks for bytes that the file does not have."""


def slice_of(header: str, size: int) -> Slice | None:
    """Return what is asked of a file of so many bytes; None means the whole of it.

    A header that is not understood counts as absent, and so do several ranges at once: the standard
    allows it, and overlapping ranges are a known way of making a server work for nothing.
    """
    match = ONE_RANGE.fullmatch(header.strip())
    if match is None or not any(match.groups()):
        return None
    start, end = match.groups()
    if not start:
        return _tail(int(end), size)
    first, last = int(start), int(end) if end else size - 1
    if end and last < first:
        return None
    if first >= size:
        raise UnsatisfiableRangeError
    return Slice(first, min(last, size - 1))


def _tail(length: int, size: int) -> Slice:
    """The last bytes of the file."""
    if not length or not size:
        raise UnsatisfiableRangeError
    return Slice(max(0, size - length), size - 1)
