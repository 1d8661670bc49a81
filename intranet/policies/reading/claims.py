"""Who has taken which piece of the source; pure. What nobody took is left over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from intranet.policies.reading.found import Found, Stamp
from intranet.policies.reading.source import Line, Source, Span


class Claims:
    """Collects the pieces of each field; an entry is one item of a list or one value."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.entries: dict[str, list[list[Span]]] = defaultdict(list)
        self.values: dict[str, str] = {}
        self.stamps: list[Stamp] = []
        self.kinds: dict[int, str] = {}

    def begin(self, name: str, *lines: Line) -> None:
        """Begin an entry of a field."""
        self.entries[name].append([line.span for line in lines if line.text])

    def extend(self, name: str, line: Line) -> None:
        """Add a piece to the latest entry of a field."""
        if not self.entries[name]:
            self.entries[name].append([])
        self.entries[name][-1].append(line.span)

    def has(self, name: str) -> bool:
        """Whether anything was found for a field."""
        return bool(self.entries.get(name))

    def set_aside(self, kind: str, line: Line) -> None:
        """Say why a line is left over."""
        self.kinds[line.start] = kind

    def one(self, name: str, separator: str = " ") -> Found | None:
        """The value of a field with one entry; more entries are put together."""
        entries = [entry for entry in self.entries.get(name, ()) if entry]
        if not entries:
            return None
        value = self.values.get(name)
        if value is None:
            value = separator.join(self.source.words(entry) for entry in entries)
        return Found(value, tuple(span for entry in entries for span in entry))

    def all(self, name: str, trimmed: str = "") -> tuple[Found, ...]:
        """The entries of a list, without the signs between its items."""
        return tuple(
            Found(_item(self.source.words(entry), trimmed), tuple(entry))
            for entry in self.entries.get(name, ())
            if entry
        )

    def spans(self) -> Iterator[Span]:
        """All pieces that were taken."""
        for entries in self.entries.values():
            for entry in entries:
                yield from entry
        for stamp in self.stamps:
            yield from stamp.spans


def _item(text: str, trimmed: str) -> str:
    """An item of a list without its dash and its semicolon."""
    return text.strip(trimmed).strip() if trimmed else text


def gaps(length: int, taken: Iterable[Span]) -> Iterator[Span]:
    """The pieces of a text that are not in these pieces."""
    at = 0
    for start, end in sorted(taken):
        if start > at:
            yield Span(at, start)
        at = max(at, end)
    if at < length:
        yield Span(at, length)
