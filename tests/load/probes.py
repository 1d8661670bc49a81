"""What participation costs inside one process: statements, plans, totals, exports, freezing.

Each command runs in the environment of an institution (`tests.load.institution`), is told on the
command line what that one printed, and prints one line of JSON.
"""

import argparse
import contextlib
import json
import logging
import os
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import django

from tests.load.processor import seconds_below

ROUNDS = 5
NOT_MEASURED = "_pdf"  # what sets a page costs hundreds of milliseconds whatever stands on it
READERS = ("vanphong", "truongkhoi")


class Statement(NamedTuple):
    """One statement that ran."""

    sql: str
    parameters: Any
    milliseconds: float


class Screen(NamedTuple):
    """An address of the reports with what it is called among them."""

    name: str
    path: str


def screens(quiz: int, unit: int, studied: int) -> list[Screen]:
    """Every address below «Báo cáo» whose parts are known here."""
    from django.urls import NoReverseMatch, reverse

    found = []
    for name, parts in routes("bao-cao/"):
        key = str(studied if "understanding" in name else quiz)
        known = {"kind": "quiz", "key": key, "quiz_id": key, "unit_id": unit}
        try:
            path = reverse(name, kwargs={part: known[part] for part in parts})
        except (KeyError, NoReverseMatch):
            continue
        if not name.endswith(NOT_MEASURED):
            found.append(Screen(name, path))
    return found


def routes(*places: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names and parts of the addresses below these places."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: list[Any], prefix: str, space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if not isinstance(pattern, URLPattern):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, route, inner)
            elif pattern.name and route.lstrip("^").startswith(places):
                yield space + pattern.name, tuple(pattern.pattern.converters)

    yield from walk(get_resolver().url_patterns, "", "")


class Recorder:
    """Notes the statements of a block, transaction control left out."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        from tests.statements import TRANSACTION_CONTROL

        start = time.perf_counter()
        result = execute(sql, parameters, many, context)
        if not sql.lstrip().upper().startswith(TRANSACTION_CONTROL):
            spent = (time.perf_counter() - start) * 1000
            self.statements.append(Statement(sql, parameters, spent))
        return result


def record(act: Callable[[], Any]) -> tuple[Any, list[Statement]]:
    """Do it and return what came of it and the statements that it took."""
    from django.db import connection

    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        result = act()
    return result, recorder.statements


def plan_of(statement: Statement) -> str:
    """How the database carries the statement out; empty for what is no reading."""
    from django.db import connection

    if not statement.sql.lstrip(" (").upper().startswith(("SELECT", "WITH")):
        return ""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN {statement.sql}", statement.parameters)
            return "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.parameters)
        depths = {0: 0}
        lines = []
        for key, parent, _unused, text in cursor.fetchall():
            depths[key] = depths.get(parent, 0) + 1
            lines.append("  " * (depths[key] - 1) + text)
        return "\n".join(lines)


def look(wanted: argparse.Namespace) -> list[dict[str, Any]]:
    """Ask for each screen as each reader; statements, size, and the plans into a folder."""
    from django.conf import settings
    from django.test import Client

    found = []
    for reader, case, path in _asked(wanted.made):
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = wanted.made["sessions"][reader]
        _ask(client, path)  # what is read once per process is not counted
        (answer, size), statements = record(partial(_ask, client, path))
        found.append(
            {
                "case": case,
                "path": path,
                "reader": reader,
                "status": answer.status_code,
                "statements": len(statements),
                "bytes": size,
                "sql_ms": round(sum(one.milliseconds for one in statements), 1),
            }
        )
        if wanted.plans:
            write_plans(Path(wanted.plans), case, statements)
    return found


def _asked(made: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Reader, name and address of what is asked for: of a closed quiz what is about it alone."""
    for reader in READERS:
        for state in ("open", "closed"):
            for quiz in made[state][:1]:
                for screen in screens(quiz, made["unit"], made["studied"]):
                    if state == "open" or f"/{quiz}/" in screen.path:
                        yield reader, f"{screen.name}, {state}, {reader}", screen.path


def _ask(client: Any, path: str) -> tuple[Any, int]:
    answer = client.get(path)
    return answer, len(answer.getvalue())


def write_plans(folder: Path, case: str, statements: list[Statement]) -> None:
    """Keep what ran and how."""
    folder.mkdir(parents=True, exist_ok=True)
    name = case.replace(", ", "-").replace(" ", "-")
    parts = [
        f"-- {number}: {one.milliseconds:.1f} ms\n{one.sql}\n-- {one.parameters}\n{plan_of(one)}\n"
        for number, one in enumerate(statements, 1)
    ]
    (folder / f"{name}.txt").write_text("\n".join(parts))


class Processor:
    """Processor time of this process, and of the database server that works for it."""

    def __init__(self) -> None:
        from django.db import connection

        self.server = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend = int(cursor.fetchone()[0])
            stat = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
            self.server = int(stat[1])

    def seconds(self) -> float:
        """Seconds so far."""
        return time.process_time() + (seconds_below(self.server) if self.server else 0.0)


def compare(acts: dict[str, Callable[[], Any]]) -> dict[str, dict[str, float]]:
    """Do each in alternating rounds; the least processor time and the least time by the clock."""
    processor = Processor()
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in acts}
    for turn in range(ROUNDS + 1):
        for name, act in acts.items():
            before, watch = processor.seconds(), time.perf_counter()
            act()
            if turn:  # the first round warms up
                spent[name].append((processor.seconds() - before, time.perf_counter() - watch))
    return {
        name: {
            "cpu_ms": round(min(cpu for cpu, _ in values) * 1000, 2),
            "ms": round(min(clock for _, clock in values) * 1000, 2),
        }
        for name, values in spent.items()
    }


def _quiz(key: int) -> Any:
    """The duty of the quiz as it stands now: what has been found knows no roster written later."""
    from intranet.organisation import duties

    duty = duties.find("quiz", str(key))
    assert duty is not None
    return duty


def totals(wanted: argparse.Namespace) -> dict[str, Any]:
    """The totals of an open quiz: counted by the product, and by one statement by hand."""
    from django.utils import timezone

    from intranet.organisation.participation import counted_now
    from intranet.organisation.progress import counted
    from intranet.organisation.roster import roster, tallies
    from tests.load import by_hand

    quiz = wanted.made["open"][0]
    duty = _quiz(quiz)
    moment = timezone.now()
    day = timezone.localdate(moment)
    expected = by_hand.totals(quiz, day)
    found = counted(tallies(roster(duty, moment=moment)))
    _assert_same(found, expected)
    _, statements = record(lambda: counted_now(duty, moment=moment))
    if wanted.plans:
        write_plans(Path(wanted.plans), "totals", statements)
        _, by_hands = record(lambda: by_hand.totals(quiz, day))
        write_plans(Path(wanted.plans), "totals by hand", by_hands)
    spent = compare(
        {
            "by hand": lambda: by_hand.totals(quiz, day),
            "product": lambda: counted_now(duty, moment=moment),
            "tallies": lambda: tallies(roster(duty, moment=moment)),
        }
    )
    people = sum(counts.assigned + counts.excused for counts in expected.values())
    return {"people": people, "statements": len(statements), **spent}


def _assert_same(found: dict[int, Any], expected: dict[int, Any]) -> None:
    """Refuse to compare what counts something else; sums of scores may differ by rounding."""
    from dataclasses import replace

    for unit in found.keys() | expected.keys():
        one, other = found[unit], expected[unit]
        assert abs(one.score_sum - other.score_sum) < 1e-6 * max(1, one.score_sum), (one, other)
        assert replace(one, score_sum=0) == replace(other, score_sum=0), (unit, one, other)


class Interrupted(Exception):  # noqa: N818 - stands for a power cut
    """The taking broke off."""


def freeze(wanted: argparse.Namespace) -> dict[str, Any]:
    """Freeze what is over; the first is broken off in the middle and taken up again."""
    from django.utils import timezone

    from intranet.organisation import freezing
    from intranet.organisation.models import FrozenPerson
    from intranet.organisation.participation import counted_now, participation

    moment = timezone.now()
    duty = _quiz(wanted.made["closed"][0])
    counted = counted_now(duty, moment=moment)
    portions, people = 0, counted.total.assigned + counted.total.excused

    def break_off(_record: Any) -> None:
        nonlocal portions
        portions += 1
        if portions == max(1, people // freezing.AT_A_TIME // 2):
            raise Interrupted

    def take() -> None:
        freezing.freeze(duty, moment, told=break_off)

    first = spent_on(take, Interrupted)
    taken = FrozenPerson.objects.count()
    second = spent_on(take)
    frozen = participation(_quiz(wanted.made["closed"][0]), moment=moment)
    assert frozen.frozen_at is not None
    _assert_same({0: frozen.total}, {0: counted.total})
    others = spent_on(lambda: freezing.freeze_due(now=moment))
    return {
        "people": FrozenPerson.objects.filter(roster__duty_key=duty.key).count(),
        "broken off after": taken,
        "seconds": round(first + second, 2),
        "portions": portions,
        "seconds of all others": round(others, 2),
    }


def spent_on(act: Callable[[], Any], *expected: type[Exception]) -> float:
    """Seconds of processor time, the database server's included."""
    processor = Processor()
    before = processor.seconds()
    with contextlib.suppress(*expected):
        act()
    return processor.seconds() - before


def export(wanted: argparse.Namespace) -> dict[str, Any]:
    """Write the names of everybody; how far the most memory grew beyond that of a small file."""
    from django.urls import reverse

    from intranet.accounts.models import User
    from intranet.reports.exporting.addresses import Address, read_again
    from intranet.reports.exporting.kinds import KINDS, written

    user = User.objects.get(username=READERS[0])

    def write(unit: int) -> tuple[int, int]:
        parts = ["quiz", wanted.made["open"][0], unit]
        path = reverse(f"report_unit_{wanted.suffix}", args=parts)
        sheet = read_again(Address.parse(path), user)
        with written(sheet, KINDS[wanted.suffix]) as file:
            return sheet.total or 0, file.seek(0, os.SEEK_END)

    write(wanted.made["leaf"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    watch = time.perf_counter()
    (rows, size), statements = record(lambda: write(wanted.made["root"]))
    return {
        "rows": rows,
        "bytes": size,
        "statements": len(statements),
        "seconds": round(time.perf_counter() - watch, 2),
        "megabytes": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1),
    }


def understanding(wanted: argparse.Namespace) -> dict[str, Any]:
    """All figures of a quiz and its questions; and the time spent on each question by itself."""
    from django.contrib.auth.models import AnonymousUser
    from django.utils import timezone

    from intranet.organisation.frames import Frame
    from quiz.duties import QuizDuties
    from quiz.models import QuizPage
    from quiz.understanding import reading
    from quiz.understanding.lines import lines_of
    from quiz.understanding.pace import saves_of, seconds_of
    from quiz.understanding.samples import Sample
    from quiz.understanding.whole import whole_of

    quiz = QuizPage.objects.get(pk=wanted.made["studied"])
    duty = QuizDuties().get(str(quiz.pk))
    assert duty is not None

    def attempts_of() -> reading.CountedAttempts:
        people = reading.counted_people(duty, timezone.now(), Frame, None)
        return reading.CountedAttempts(quiz.pk, people)

    def times() -> None:
        attempts = attempts_of()._attempts(Sample.COUNTING)
        saves = saves_of(attempts[-1])
        reading._read([*attempts, saves], {"seconds": seconds_of(saves)})

    def study() -> int:
        answered = attempts_of().whole(Sample.COUNTING)
        whole = whole_of(quiz, Sample.COUNTING, answered, AnonymousUser())
        assert all((whole.statistics, whole.weights, lines_of(whole)))
        return whole.attempts

    attempts, statements = record(study)
    if wanted.plans:
        write_plans(Path(wanted.plans), "understanding", statements)
    spent = compare({"all": study, "time": times})
    figures = round(spent["all"]["cpu_ms"] - spent["time"]["cpu_ms"], 2)
    return {"attempts": attempts, "statements": len(statements), "figures": figures, **spent}


COMMANDS = {
    "screens": look,
    "totals": totals,
    "freeze": freeze,
    "export": export,
    "understanding": understanding,
}


def main() -> None:
    """Do one of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("made", type=json.loads)
    parser.add_argument("--plans", default="", help="the folder for plans")
    parser.add_argument("--suffix", default="csv", help="the kind of file of an export")
    wanted = parser.parse_args()
    django.setup()
    logging.disable(logging.INFO)
    print(json.dumps(COMMANDS[wanted.command](wanted)))


if __name__ == "__main__":
    main()
