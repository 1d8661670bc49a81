"""How well each topic of a quiz was understood, and which documents its questions rest on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

MOST_READINGS = 3
# In percent: without a pass mark, under half of the marks there is more to explain than was known.
WEAK_BELOW = 50


class Reading(NamedTuple):
    """A part of a document that questions rest on; without an address where it has none to open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Earned:
    """Marks that were earned of so many that there were to earn."""

    marks: float = 0.0
    maximum: int = 0

    def __add__(self, other: "Earned") -> "Earned":
        return Earned(self.marks + other.marks, self.maximum + other.maximum)

    @property
    def share(self) -> float:
        """The share that was earned, never below nothing."""
        return max(self.marks / self.maximum, 0.0) if self.maximum else 0.0


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic: what was earned of what there was to earn, in how many attempts at least.

    `readings` name what its questions rest on, those first that were answered worst.
    """

    topic: Any
    earned: Earned
    attempts: int
    readings: Sequence[Reading]


def earned_in(answers: Iterable[Any]) -> dict[int, Earned]:
    """What was earned with each version that counts, from rows of equal answers."""
    found: dict[int, Earned] = defaultdict(Earned)
    for row in answers:
        if row.mark is not None:
            found[row.version_id] += Earned(float(row.mark) * row.attempts, row.attempts)
    return found


def topics_of(earned: Mapping[int, Earned], versions: Mapping[int, Any]) -> list[TopicFigures]:
    """The topics of the versions, the one understood worst first."""
    by_topic: dict[int, list[int]] = defaultdict(list)
    for version_id in earned:
        by_topic[versions[version_id].topic_id].append(version_id)
    found = [
        _topic([versions[pk] for pk in ids], [earned[pk] for pk in ids])
        for ids in by_topic.values()
    ]
    return sorted(found, key=lambda one: (one.earned.share, one.topic.name))


def weak_below(pass_mark: int) -> float:
    """The share of marks under which a topic is weak: the pass mark, if there is one."""
    return (pass_mark or WEAK_BELOW) / 100


def _topic(versions: Sequence[Any], earned: Sequence[Earned]) -> TopicFigures:
    whole = sum(earned, Earned())
    by_label: dict[str, Earned] = defaultdict(Earned)
    readings: dict[str, Reading] = {}
    for version, one in zip(versions, earned, strict=True):
        if reading := reading_of(version):
            by_label[reading.label] += one
            readings.setdefault(reading.label, reading)
    worst = sorted(by_label, key=lambda label: by_label[label].share)
    return TopicFigures(
        topic=versions[0].topic,
        earned=whole,
        attempts=max(one.maximum for one in earned),
        readings=[readings[label] for label in worst[:MOST_READINGS]],
    )


def reading_of(version: Any) -> Reading | None:
    """What the question rests on; None where its author named nothing that the reader may know."""
    policy = version.source_policy if version.is_policy_open else None
    label = version.source_label or _cited(policy, version.source_anchor)
    if not label:
        return None
    if policy is None:
        return Reading(label, "")
    anchor = version.source_anchor
    title = version.sections.title(policy.pk, anchor) if anchor else ""
    address = f"{policy.get_url() or ''}{f'#{anchor}' if anchor else ''}"
    return Reading(f"{label}: {title}" if title and title not in label else label, address)


def _cited(policy: Any, anchor: str) -> str:
    """The document by its number, with the part of it."""
    if policy is None:
        return ""
    if not anchor:
        return str(policy.document_code)
    return _("%(code)s, part %(part)s") % {"code": policy.document_code, "part": anchor}
