"""The part «participation» of `make bench`: screens and files at three sizes, beside yardsticks.

On SQLite and PostgreSQL, for each size an institution (`tests.load.institution`) of its own. Inside
one process (`tests.load.probes`): statements and plans of every screen, the totals of an open quiz
beside one statement written by hand, freezing that breaks off, figures of understanding, memory of
exports. Asked of the server: processor time of the screens as a multiple of the bare view, the
database server's included. Once more with one quiz instead of twenty. Plans go to build/plans/.
"""

import itertools
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.database import BUILD
from tests.demo_site import Server
from tests.load.client import Client
from tests.load.costs import cpu
from tests.load.probes import READERS
from tests.load.processor import Reading
from tests.load.product import Database, has_postgres, yardstick

UNLIMITED = {"LIMIT_FIGURES": "1000000", "LIMIT_EXPORTS": "1000000"}
QUIZZES = 20
ROUNDS = 3
SECONDS = 0.15  # of processor time at least in a round, for one case
MOST_REQUESTS = 10
BARE_REQUESTS = 100
FILES = ("_csv", "_xlsx")
COUNTED_ANEW = ("report_differences", "differing_")
STATEMENTS_TARGET = 12
CLOSED_TARGET, TOTALS_TARGET, QUIZZES_TARGET = 40, 2.0, 1.2
TOTALS_TARGET_FROM = 50_000  # people; what every count costs weighs more below
STUDY_TARGET = 200  # ms


class Institution(Server):
    """A server on an institution of the size."""

    def __init__(self, name: str, database: Database, base: Path) -> None:
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=BUILD))
        super().__init__(
            folder, "intranet.wsgi", **database.another(name, like="base"), **UNLIMITED
        )
        self.database, self.base = database, base
        self.made: dict[str, Any] = {}

    def fill(self, people: int, quizzes: int) -> Self:
        """Make the institution upon the migrated base."""
        shutil.copytree(self.base, self.folder, dirs_exist_ok=True)
        sizes = ["--people", str(people), "--quizzes", str(quizzes)]
        self.made = json.loads(self.run("-m", "tests.load.institution", *sizes).splitlines()[-1])
        return self

    def __exit__(self, *exception: Any) -> None:
        super().__exit__(*exception)
        shutil.rmtree(self.folder, ignore_errors=True)

    def probe(self, command: str, *options: str) -> Any:
        """What a probe found."""
        arguments = [command, json.dumps(self.made), *options]
        return json.loads(self.run("-m", "tests.load.probes", *arguments).splitlines()[-1])


@contextmanager
def migrated(database: Database) -> Iterator[Path]:
    """A folder with an empty site and its static files; on PostgreSQL its database is `base`."""
    with tempfile.TemporaryDirectory(prefix="base-", dir=BUILD) as name:
        site = Server(Path(name), "intranet.wsgi", **database.another("base"))
        steps = "load_settings(); migrate(); collect_static()"
        site.run("-c", f"from scripts.preparation import *; {steps}")
        yield Path(name)


@dataclass
class Case:
    """One screen as one reader asks for it."""

    name: str
    path: str
    client: Client
    site: Institution
    milliseconds: list[float] = field(default_factory=list)
    requests: int = 1

    def cost(self) -> float:
        """Milliseconds of processor time for one request."""
        before = cpu(self.site, self.site.database)
        for _ in range(self.requests):
            self.client.get(self.path)
        return (cpu(self.site, self.site.database) - before) * 1000 / self.requests

    def warm_up(self) -> None:
        """Ask a first time, and find out how often to ask in a round."""
        once = max(self.cost(), 0.1)
        self.requests = max(1, min(MOST_REQUESTS, round(SECONDS * 1000 / once)))


def measure(bare: tuple[Server, Client], database: Database, cases: list[Case]) -> float:
    """Measure all cases in alternating rounds; milliseconds of the bare view."""
    yardstick_costs = []
    for case in cases:
        case.warm_up()
    for _ in range(ROUNDS):
        before = cpu(bare[0], database)
        for _ in range(BARE_REQUESTS):
            bare[1].get("/")
        yardstick_costs.append((cpu(bare[0], database) - before) * 1000 / BARE_REQUESTS)
        for case in cases:
            case.milliseconds.append(case.cost())
    return statistics.median(yardstick_costs)


@dataclass
class Bench:
    """All sizes on one kind of database."""

    database: Database
    bare: tuple[Server, Client]
    base: Path
    sizes: list[int]
    found: dict[str, Any] = field(default_factory=dict)

    def run(self) -> dict[str, Any]:
        """Measure each size, and the largest once more with one quiz."""
        for people in self.sizes:
            self.at_size(f"{people}", people, QUIZZES)
        self.at_size(f"{self.sizes[-1]} one quiz", self.sizes[-1], 1)
        return self.found

    def at_size(self, name: str, people: int, quizzes: int) -> None:
        """Measure one institution; of that with one quiz only what shows whether others count."""
        plans = str(BUILD / "plans" / f"{self.database.kind}-{name.replace(' ', '-')}")
        site = Institution(f"institution{people}x{quizzes}", self.database, self.base)
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, site.folder, ignore_errors=True)
            site.fill(people, quizzes)
            found: dict[str, Any] = {"totals": site.probe("totals", "--plans", plans)}
            if quizzes > 1:
                found["freezing"] = site.probe("freeze")
                found["understanding"] = site.probe("understanding", "--plans", plans)
                found["exports"] = {
                    suffix: site.probe("export", "--suffix", suffix) for suffix in ("csv", "xlsx")
                }
            found["screens"] = site.probe("screens", "--plans", plans)
            if quizzes == 1:
                found["screens"] = [one for one in found["screens"] if "/quiz/" in one["path"]]
            stack.enter_context(site)
            self.add_costs(site, found)
        self.found[name] = found
        print_size(f"{self.database.kind}, {name}", found)

    def add_costs(self, site: Institution, found: dict[str, Any]) -> None:
        """Processor time of the screens, files aside, and its multiple of the bare view."""
        screens = {
            screen["case"]: screen
            for screen in found["screens"]
            if screen["status"] == 200 and is_measured(screen)
        }
        clients = {
            reader: Client(site.port, {"phien": key})
            for reader, key in site.made["sessions"].items()
        }
        cases = [
            Case(name, screen["path"], clients[screen["reader"]], site)
            for name, screen in screens.items()
        ]
        bare = measure(self.bare, self.database, cases)
        found["bare_milliseconds"] = round(bare, 3)
        for case in cases:
            middle = statistics.median(case.milliseconds)
            screens[case.name] |= {
                "milliseconds": round(middle, 2),
                "ratio": round(middle / bare, 1),
            }


def is_file(screen: dict[str, Any]) -> bool:
    """Whether it is a table as a file: it costs what its rows cost, and a line in the log."""
    return bool(screen["case"].split(",")[0].endswith(FILES))


def reads_stored(screen: dict[str, Any]) -> bool:
    """Whether it prints stored figures; what has changed since is counted anew on purpose."""
    return ", closed," in screen["case"] and not screen["case"].startswith(COUNTED_ANEW)


def is_measured(screen: dict[str, Any]) -> bool:
    """Whether its processor time is taken: all screens for one reader, those of a duty for both."""
    is_of_a_duty = "/quiz/" in screen["path"]
    return not is_file(screen) and (is_of_a_duty or screen["reader"] == READERS[0])


def verdict(value: float, target: float) -> str:
    """Return how a value stands to its target."""
    return f"≤ {target:g}" if value <= target else f"> {target:g} MISSED"


def print_size(title: str, found: dict[str, Any]) -> None:
    """Print what was found at one size."""
    print(f"\nParticipation, {title} people; bare view {found['bare_milliseconds']:.2f} ms CPU")
    print(
        f"{'':44}{'statements':>20}{'SQL ms':>9}{'CPU ms':>9}{'× bare':>8}  {'target':14}{'KB':>6}"
    )
    for screen in found["screens"]:
        statements = verdict(screen["statements"], STATEMENTS_TARGET)
        ratio = screen.get("ratio")
        target = verdict(ratio, CLOSED_TARGET) if ratio and reads_stored(screen) else ""
        cost = f"{screen['milliseconds']:>9.1f}{ratio:>8.1f}" if ratio else f"{'':17}"
        status = "" if screen["status"] == 200 else f" (answer {screen['status']})"
        print(
            f"{screen['case'] + status:44}{screen['statements']:>5} {statements:14}"
            f"{screen['sql_ms']:>9.1f}{cost}  {target:14}{screen['bytes'] / 1024:>6.0f}"
        )
    print_totals(found["totals"])
    if "freezing" in found:
        print_others(found)


def print_totals(totals: dict[str, Any]) -> None:
    """Print how the totals of an open quiz stand to those by hand; the target is for very many."""
    ratio = totals["product"]["cpu_ms"] / totals["by hand"]["cpu_ms"]
    is_large = totals["people"] > TOTALS_TARGET_FROM
    print(
        f"totals of an open quiz: {totals['product']['cpu_ms']:.1f} ms CPU, by hand "
        f"{totals['by hand']['cpu_ms']:.1f} ms: × {ratio:.2f} "
        f"{verdict(ratio, TOTALS_TARGET) if is_large else ''}"
    )


def print_others(found: dict[str, Any]) -> None:
    """Print what freezing, figures of understanding and exports cost."""
    freezing, study = found["freezing"], found["understanding"]
    print(
        f"freezing {freezing['people']} people, broken off after {freezing['broken off after']}: "
        f"{freezing['seconds']:.1f} s CPU; all other closed quizzes "
        f"{freezing['seconds of all others']:.1f} s"
    )
    print(
        f"understanding, quiz of {study['attempts']} people: {study['figures']:.0f} ms CPU "
        f"{verdict(study['figures'], STUDY_TARGET)}, time per question "
        f"{study['time']['cpu_ms']:.0f} ms, {study['statements']} statements"
    )
    for suffix, export in found["exports"].items():
        print(
            f"{suffix}: {export['rows']} rows, {export['seconds']:.1f} s, "
            f"memory + {export['megabytes']:.0f} MB, {export['statements']} statements"
        )


def as_markdown(kind: str, found: dict[str, Any], sizes: list[int]) -> str:
    """What was found as a table for docs/do-tai-so-lieu.md: one column for each size."""
    columns = [found[str(size)] for size in sizes]
    heads = [f"{size:,}".replace(",", ".") + " người" for size in sizes]
    lines = [f"| {kind} | {' | '.join(heads)} |", "|---|" + "---:|" * len(sizes)]
    worst = {
        "câu lệnh, nhiều nhất": [max(one["statements"] for one in c["screens"]) for c in columns],
        "bài đã đóng so với trang trần, nhiều nhất": [
            _most(one["ratio"] for one in c["screens"] if "ratio" in one and reads_stored(one))
            for c in columns
        ],
        "chênh lệch từ khi chốt so với trang trần": [
            _most(
                one["ratio"]
                for one in c["screens"]
                if "ratio" in one and one["case"].startswith(COUNTED_ANEW)
            )
            for c in columns
        ],
        "bài đang mở: số liệu so với câu lệnh viết tay": [
            f"× {c['totals']['product']['cpu_ms'] / c['totals']['by hand']['cpu_ms']:.2f}"
            for c in columns
        ],
        "chốt một bài (giây)": [f"{c['freezing']['seconds']:.1f}" for c in columns],
        "hiểu bài (ms)": [f"{c['understanding']['figures']:.0f}" for c in columns],
        **{
            f"xuất {suffix.upper()}: thêm bộ nhớ (MB)": [
                f"{c['exports'][suffix]['megabytes']:.0f}" for c in columns
            ]
            for suffix in ("csv", "xlsx")
        },
    }
    lines += [f"| {what} | {' | '.join(map(str, values))} |" for what, values in worst.items()]
    return "\n".join(lines)


def _most(ratios: Iterable[float]) -> str:
    return f"× {max(ratios, default=0):.1f}"


def compared(found: dict[str, Any], sizes: list[int]) -> dict[str, Any]:
    """Print and return growth from size to size, and one quiz beside twenty."""
    by_size = [_costs(found[str(size)]) for size in sizes]
    alone = _costs(found[f"{sizes[-1]} one quiz"], "/quiz/")
    growth, beside = {}, {}
    for case, cost in by_size[-1].items():
        costs = [size[case] for size in by_size if case in size]
        growth[case] = [round(two / one, 2) for one, two in itertools.pairwise(costs)]
        steps = "".join(f"{'× ' + format(ratio, '.1f'):>9}" for ratio in growth[case])
        print(f"growth {case:44}{steps}")
        if case in alone:
            beside[case] = round(cost / alone[case], 2)
    for case, ratio in beside.items():
        print(f"{QUIZZES} quizzes / 1: {case:40}× {ratio:.2f} {verdict(ratio, QUIZZES_TARGET)}")
    return {"growth": growth, "quizzes": beside}


def _costs(figures: dict[str, Any], part_of_path: str = "") -> dict[str, float]:
    """Milliseconds of processor time of everything that grows, by what it is called."""
    costs = {
        screen["case"]: screen["milliseconds"]
        for screen in figures["screens"]
        if "milliseconds" in screen and part_of_path in screen["path"]
    }
    costs["totals of an open quiz"] = figures["totals"]["product"]["cpu_ms"]
    if "freezing" in figures:
        costs["freezing"] = figures["freezing"]["seconds"] * 1000
    return costs


def run(kinds: list[str], sizes: list[int]) -> dict[str, Any]:
    """Measure on each kind of database that is there; what was found."""
    kept: dict[str, Any] = {"sizes": sizes}
    for kind in kinds:
        if kind == "postgresql" and not has_postgres():
            print("skipped: PostgreSQL is not installed")
            continue
        with Database(kind) as database, migrated(database) as base, ExitStack() as stack:
            server, keys = yardstick(stack, database, 1)
            bare = server, Client(server.port, {"phien": keys[0]})
            before = Reading.now([os.getpid(), *_server_of(database)])
            found = Bench(database, bare, base, sizes).run()
            after = Reading.now([os.getpid(), *_server_of(database)])
            kept[kind] = {**found, **compared(found, sizes)}
            kept[kind]["foreign_share"] = round(before.foreign_share_until(after), 2)
            print(f"{kind}: foreign CPU {kept[kind]['foreign_share']:.0%}")
            print(f"\n{as_markdown(kind, found, sizes)}\n")
    return kept


def _server_of(database: Database) -> list[int]:
    return [database.server] if database.cluster else []
