"""Processor time of a group of processes, and what others used meanwhile; from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

TICKS = os.sysconf("SC_CLK_TCK")


def descendants(process: int) -> list[int]:
    """Return the process and all below it."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(task).split():
            found += descendants(int(child))
    return found


def seconds_of(processes: list[int]) -> float:
    """Return the seconds that all threads of the processes have run so far."""
    nanoseconds = 0
    for process in processes:
        for schedule in Path(f"/proc/{process}/task").glob("*/schedstat"):
            nanoseconds += int((_read(schedule) or "0").split()[0])
    return nanoseconds / 1e9


def seconds_of_ended(process: int) -> float:
    """Return the seconds of the process's children that have ended, theirs included."""
    stat = _read(Path(f"/proc/{process}/stat"))
    if not stat:
        return 0.0
    fields = stat.rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / TICKS


def _read(path: Path) -> str:
    """The file, empty if its process ended meanwhile; whoever waited for that has its seconds."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def seconds_below(process: int) -> float:
    """Return the seconds of the process and of all that it ever started."""
    return seconds_of(descendants(process)) + seconds_of_ended(process)


def busy_and_all() -> tuple[float, float]:
    """Return the seconds that all processors were busy, and all their seconds."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    idle = ticks[3] + ticks[4]
    return (sum(ticks) - idle) / TICKS, sum(ticks) / TICKS


@dataclass
class Reading:
    """A moment's readings: our processes apart, and the whole machine."""

    own: float
    busy: float
    capacity: float

    @classmethod
    def now(cls, processes: list[int]) -> Self:
        """Read all counters; children of the processes that have ended count as well."""
        ended = sum(seconds_of_ended(process) for process in processes)
        return cls(seconds_of(processes) + ended, *busy_and_all())

    def foreign_share_until(self, later: "Reading") -> float:
        """Return the share of the machine that other processes used in between."""
        capacity = later.capacity - self.capacity
        foreign = (later.busy - self.busy) - (later.own - self.own)
        return max(0.0, foreign / capacity) if capacity else 0.0
