"""`make load`: thousands of virtual people take quizzes on the product as in production.

Prints times, throughput, processor time, statements and errors, compares all journals with the
database, and writes build/load.json. It measures and never asserts; the exit code says whether an
answer was lost or an error met.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.database import BUILD
from tests.load.costs import count_statements, measure_costs
from tests.load.figures import Figures, Verdict, as_table, print_steps
from tests.load.processor import Reading, descendants
from tests.load.product import Database, Product, has_postgres
from tests.load.scenarios import Crowd, closed_loop, common_end, common_start, published, sign_ins

FOREIGN_LIMIT = 0.15
LEVELS = (1, 8, 32, 64)
SECONDS_TO_THE_END = 90  # of the quiz of scenario d: enough for a thousand to begin before
CPU_TARGETS = {"sqlite": (60, 140), "postgresql": (120, 280)}  # ms: with script, plain forms
EMPTY_VIEW = 0.21  # ms: an empty view on the machine for which those were set
PUBLISHED_TARGETS = {"sqlite": 300, "postgresql": 600}  # ms at the 95th percentile


@dataclass
class Run:
    """All scenarios on one database."""

    product: Product
    wanted: argparse.Namespace
    kept: dict[str, Any] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    is_broken: bool = False  # an answer was lost or an error met

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.product)

    @property
    def kind(self) -> str:
        """The database."""
        return self.product.database.kind

    def note(self, name: str, value: float, target: float, unit: str = "", **how: bool) -> None:
        """Keep a figure beside its target."""
        self.verdicts.append(Verdict(name, value, target, unit, **how))

    async def measured(
        self, name: str, action: Callable[[], Awaitable[dict[str, Figures]]]
    ) -> None:
        """Run a scenario between two readings of the processors, and compare the journals."""
        watched = [os.getpid(), *self.product.processes(), *self.database_processes()]
        before, web, database = Reading.now(watched), *self.seconds()
        figures = await action()
        foreign = before.foreign_share_until(Reading.now(watched))
        web, database = (
            now - then for now, then in zip(self.seconds(), (web, database), strict=True)
        )
        for part, found in figures.items():
            print_steps(f"{self.kind} · {name} · {part}", found)
            self.note(f"{name}, {part}, errors", sum(found.errors.values()), 0)
            self.is_broken |= bool(found.errors)
        journals = self.compare()
        attempts = sum(found.counts["attempts"] for found in figures.values())
        each = f", {(web + database) * 1000 / attempts:.0f} ms an attempt" if attempts else ""
        print(f"  CPU: web {web:.1f} s, database {database:.1f} s{each}; foreign {foreign:.0%}")
        if foreign > FOREIGN_LIMIT:
            print("  NOT QUIET: others used the machine, repeat this run")
        print(f"  journals: {journals}")
        self.note(f"{name}, lost answers", journals.get("lost", 0), 0)
        self.note(f"{name}, wrong marks", journals.get("wrong marks", 0), 0)
        self.is_broken |= bool(journals.get("lost") or journals.get("wrong marks"))
        self.kept[name] = {
            "parts": {part: found.as_json() for part, found in figures.items()},
            "cpu": {"web": round(web, 1), "database": round(database, 1)},
            "foreign": round(foreign, 3),
            "journals": journals,
        }

    def seconds(self) -> tuple[float, float]:
        """Processor time of web server and database so far."""
        return self.product.web_seconds(), self.product.database.seconds()

    def database_processes(self) -> list[int]:
        """The processes of the database server."""
        return descendants(self.product.database.server) if self.product.database.cluster else []

    def compare(self) -> dict[str, Any]:
        """Compare what people were told since the last comparison with the database."""
        journals = [vars(journal) for journal in self.crowd.journals]
        self.crowd.journals.clear()
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(journals, file)
            file.flush()
            return dict(json.loads(self.product.run("-m", "tests.load.journals", file.name)))

    # The scenarios ------------------------------------------------------------------------------

    async def costs(self) -> None:
        """Processor time and statements of an attempt, against the yardstick."""
        quiz = self.product.quiz(questions=10)
        larger = self.product.quiz(questions=20)
        counted = await count_statements(
            self.product, self.crowd, {10: quiz["id"], 20: larger["id"]}
        )
        print(f"\n{self.kind} · statements")
        for name, found in counted.items():
            print(f"  {name:24}{found}")
        costs = await measure_costs(self.product, self.crowd, quiz["id"])
        print(f"\n{self.kind} · costs")
        for name, value in costs.items():
            print(f"  {name:24}{value}")
        print(f"  journals: {self.compare()}")
        self.kept["costs"] = {"statements": counted, **costs}
        script, plain = CPU_TARGETS[self.kind]
        self.note("CPU of an attempt with script", costs["script CPU ms"], script, " ms")
        self.note("CPU of an attempt by plain forms", costs["plain CPU ms"], plain, " ms")
        for shape, target in zip(("script", "plain"), CPU_TARGETS[self.kind], strict=True):
            ratio = costs[f"{shape} / empty view"]
            self.note(f"attempt, {shape} / empty view", ratio, round(target / EMPTY_VIEW))
        self.note("attempt with script / yardstick", costs["script / yardstick"], 4)
        self.note("saves / yardstick", costs["save / yardstick"], 0.6, at_least=True)
        small, large = counted["script, 10 questions"], counted["script, 20 questions"]
        self.note("statements with script", small["attempt"], 90)
        self.note("statements by plain forms", counted["plain, 10 questions"]["attempt"], 180)
        self.note("statements of a save", small["save"], 4)
        self.note("statements of a start", max(small["start"], large["start"]), 12)

    async def a(self) -> None:
        """Closed loop at several levels, with script and by plain forms."""
        quiz = self.product.quiz(questions=10)
        for script in (True, False):
            rates = {level: await self.level(quiz["id"], level, script=script) for level in LEVELS}
            share = rates[64] / max(rates[8], 0.001)
            shape = "script" if script else "plain"
            self.note(f"(a) {shape}, 64 at once / 8 at once", share, 0.9, at_least=True)
        doors = await sign_ins(self.crowd, quiz["path"], level=8, number=200)
        print_steps(f"{self.kind} · (a) sign-in, 8 at once", doors)
        self.kept["sign-in"] = doors.as_json()

    async def level(self, quiz: int, level: int, *, script: bool) -> float:
        """One level of the closed loop; returns attempts a second."""
        name = f"(a) {'script' if script else 'plain'}, {level} at once"
        rate = 0.0

        async def play() -> dict[str, Figures]:
            nonlocal rate
            found = await closed_loop(
                self.crowd, quiz, level=level, seconds=self.wanted.seconds, script=script, pages=10
            )
            rate = found.counts["attempts"] / found.seconds
            print(f"\n{name}: {rate:.1f} attempts a second", end="")
            if level == LEVELS[-1]:
                self.note_spread(name, found)
            return {"all": found}

        await self.measured(name, play)
        self.kept[name]["attempts per second"] = round(rate, 2)
        return rate

    def note_spread(self, name: str, found: Figures) -> None:
        """Keep how far the slow ones are from the middle."""
        for step, times in found.times().items():
            self.note(f"{name}, {step}, p95 / p50", times.p95 / times.p50, 2)
            self.note(f"{name}, {step}, p99 / p50", times.p99 / times.p50, 4)

    async def b(self) -> None:
        """The published scenario."""
        quiz = self.product.quiz(questions=16, per_page=2)
        for people in self.wanted.people:
            name = f"(b) {people} people"

            async def play(people: int = people) -> dict[str, Figures]:
                found = await published(
                    self.crowd, quiz, people=people, pages=8, fast=self.wanted.fast
                )
                times = found.times()
                for step in ("page saved", "start", "submit", "result"):
                    if step in times:
                        target = PUBLISHED_TARGETS[self.kind]
                        self.note(f"(b) {people}, {step}, p95", times[step].p95, target, " ms")
                return {"all": found}

            await self.measured(name, play)

    async def c(self) -> None:
        """Common start."""
        quiz = self.product.quiz(questions=10)

        async def play() -> dict[str, Figures]:
            found = await common_start(self.crowd, quiz, signing_in=1_000, pressing=3_000)
            first, second, meanwhile = (part.times() for part in found.values())
            self.note("(c) last of 1,000 in", first["start"].longest / 1000, 20, " s")
            self.note("(c) last of 3,000 in", second["start"].longest / 1000, 60, " s")
            if "save" in meanwhile:
                self.note("(c) saves meanwhile, p95", meanwhile["save"].p95, 1000, " ms")
            return found

        await self.measured("(c) common start", play)

    async def d(self) -> None:
        """Common end."""
        quiz = self.product.quiz(
            questions=10, closes_in=SECONDS_TO_THE_END, preset="contest", attempts=1
        )

        async def play() -> dict[str, Figures]:
            return {"all": await common_end(self.crowd, quiz, people=1_000)}

        await self.measured("(d) common end", play)

    async def run(self) -> None:
        """Run what was asked for."""
        steps = {"k": self.costs, "a": self.a, "b": self.b, "c": self.c, "d": self.d}
        for letter in self.wanted.scenario:
            await steps[letter]()


def arguments() -> argparse.Namespace:
    """Read what to run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="kacd", help="letters; k: costs")
    parser.add_argument("--database", default="sqlite,postgresql")
    parser.add_argument("--people", default="3000", help="of scenario b, as 2000,3000")
    parser.add_argument("--fast", type=float, default=1.0, help="divides the thinking of b")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each level of a")
    wanted = parser.parse_args()
    wanted.people = [int(number) for number in wanted.people.split(",")]
    return wanted


def play(kind: str, wanted: argparse.Namespace) -> Run:
    """Run everything on one database."""
    with Database(kind) as database, Product(database) as product:
        run = Run(product, wanted)
        asyncio.run(run.run())
    return run


def main() -> int:
    """Run, print the verdicts, keep the figures."""
    wanted = arguments()
    began = time.monotonic()
    runs = {}
    for kind in wanted.database.split(","):
        if kind == "postgresql" and not has_postgres():
            print("skipped: PostgreSQL is not installed")
            continue
        runs[kind] = play(kind, wanted)
    print("\nAgainst the targets")
    for kind, run in runs.items():
        for verdict in run.verdicts:
            print(f"  {kind}, {verdict}")
    BUILD.mkdir(exist_ok=True)
    table = as_table({kind: run.verdicts for kind, run in runs.items()})
    (BUILD / "load.md").write_text(table)
    kept = {
        kind: {**run.kept, "verdicts": [str(verdict) for verdict in run.verdicts]}
        for kind, run in runs.items()
    }
    text = json.dumps({"fast": wanted.fast, **kept}, indent=2, ensure_ascii=False)
    (BUILD / "load.json").write_text(text + "\n")
    print(f"{(time.monotonic() - began) / 60:.1f} minutes; build/load.json, build/load.md")
    return int(any(run.is_broken for run in runs.values()))


if __name__ == "__main__":
    sys.exit(main())
