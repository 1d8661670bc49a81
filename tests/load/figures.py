"""What was measured: times per step, errors, and tables of them."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


def percentile(sorted_values: list[float], share: float) -> float:
    """Return the value below which that share lies (nearest rank); 0 of nothing."""
    if not sorted_values:
        return 0.0
    rank = max(0, min(len(sorted_values) - 1, round(share * len(sorted_values) + 0.5) - 1))
    return sorted_values[rank]


@dataclass
class Times:
    """The times of one step in milliseconds."""

    number: int
    p50: float
    p95: float
    p99: float
    longest: float

    @classmethod
    def of(cls, values: list[float]) -> "Times":
        """Condense."""
        ordered = sorted(values)
        shares = [percentile(ordered, share) for share in (0.5, 0.95, 0.99)]
        return cls(len(ordered), *shares, ordered[-1] if ordered else 0.0)


@dataclass
class Figures:
    """Times and errors of one run."""

    steps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure a step that a person waits for; a step that fails is an error, not a time."""
        before = time.monotonic()
        yield
        self.steps[name].append((time.monotonic() - before) * 1000)

    def error(self, name: str) -> None:
        """Count what must not happen."""
        self.errors[name] += 1

    def begin(self) -> None:
        """Forget the warming up."""
        self.steps.clear()
        self.counts.clear()
        self.began = time.monotonic()

    def end(self) -> None:
        """Stop the clock."""
        self.ended = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.ended or time.monotonic()) - self.began

    def times(self) -> dict[str, Times]:
        """The condensed steps."""
        return {name: Times.of(values) for name, values in self.steps.items()}

    def as_json(self) -> dict[str, Any]:
        """What is kept."""
        return {
            "seconds": round(self.seconds, 1),
            "counts": dict(self.counts),
            "errors": dict(self.errors),
            "steps": {
                name: {key: round(value, 1) for key, value in vars(times).items()}
                for name, times in self.times().items()
            },
        }


def print_steps(title: str, figures: Figures) -> None:
    """Print one line a step."""
    print(f"\n{title}")
    print(f"  {'step':22}{'number':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'longest':>9}")
    for name, times in figures.times().items():
        print(
            f"  {name:22}{times.number:>9}{times.p50:>9.0f}{times.p95:>9.0f}"
            f"{times.p99:>9.0f}{times.longest:>9.0f}"
        )
    counts = ", ".join(f"{name}: {number}" for name, number in sorted(figures.counts.items()))
    if counts:
        print(f"  {counts}; {figures.seconds:.0f} s")
    for name, number in figures.errors.most_common(8):
        print(f"  ERROR ×{number}: {name}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside its target."""

    name: str
    value: float
    target: float
    unit: str = ""
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the target was reached."""
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def wanted(self) -> str:
        """The target: ≤ 60 ms."""
        return f"{'≥' if self.at_least else '≤'} {self.target:g}{self.unit}"

    def __str__(self) -> str:
        return f"{self.name}: {self.shown} ({self.wanted}{'' if self.is_met else ', MISSED'})"

    @property
    def shown(self) -> str:
        """The figure with three digits."""
        return (
            f"{self.value:,.0f}{self.unit}" if self.value >= 100 else f"{self.value:.3g}{self.unit}"
        )


def as_table(verdicts: dict[str, list[Verdict]]) -> str:
    """The figures of all databases as a table in Markdown, a row for each name."""
    names = dict.fromkeys(verdict.name for found in verdicts.values() for verdict in found)
    lines = [f"| | {' | '.join(verdicts)} | target |", f"|---|{'---|' * (len(verdicts) + 1)}"]
    for name in names:
        row = {kind: _named(found, name) for kind, found in verdicts.items()}
        shown = [f"{one.shown}{'' if one.is_met else ' ✗'}" if one else "–" for one in row.values()]
        wanted = dict.fromkeys(one.wanted for one in row.values() if one)
        lines.append(f"| {name} | {' | '.join(shown)} | {' / '.join(wanted)} |")
    return "\n".join(lines) + "\n"


def _named(verdicts: list[Verdict], name: str) -> Verdict | None:
    return next((verdict for verdict in verdicts if verdict.name == name), None)
