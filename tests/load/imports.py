"""What a workbook of questions costs: dry run and import, at two sizes, each in its own process.

``python -m tests.load.imports write 1000 file.xlsx`` makes a workbook, ``… dry file.xlsx`` and
``… apply`` are the steps that are measured; they run in the environment of a copy of the
demonstration and print one line of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import django

from tests.demo_site import DemoSite

SIZES = (1_000, 10_000)
STEPS = ("dry run", "import", "dry run again", "dry run of changes", "import of changes")
STATEMENTS_TARGET = 40
PER = 500
TEXT = Path(__file__).resolve().parents[2] / "intranet" / "demo" / "data" / "ke-hoach-28.txt"


def measured(site: DemoSite) -> dict[int, dict[str, dict[str, float]]]:
    """Measure all steps at both sizes, the large one on top of the small."""
    return {size: _measured_at(site, size) for size in SIZES}


def _measured_at(site: DemoSite, size: int) -> dict[str, dict[str, float]]:
    first, second = (site.folder / f"cau-hoi-{size}-{name}.xlsx" for name in ("moi", "sua"))
    _run(site, "write", str(size), str(first), "")
    _run(site, "write", str(size), str(second), "Sửa.")
    calls = [("dry", first), ("apply", first), ("dry", first), ("dry", second), ("apply", second)]
    found = {}
    for step, (call, path) in zip(STEPS, calls, strict=True):
        found[step] = json.loads(_run(site, call, str(path)).splitlines()[-1])
    return found


def _run(site: DemoSite, *arguments: str) -> str:
    return site.run("-m", "tests.load.imports", *arguments)


def report(found: dict[int, dict[str, dict[str, float]]]) -> dict[str, Any]:
    """Print and return the figures with their growth and the statements per five hundred."""
    small, large = (found[size] for size in SIZES)
    batches = (SIZES[1] - SIZES[0]) / PER
    print(f"{'':22}{'s':>7}{'MB':>7}{'stmts':>7}{'s':>9}{'MB':>7}{'stmts':>7}{'×':>7}  per {PER}")
    growth = {}
    for step in STEPS:
        one, ten = small[step], large[step]
        ratio = ten["seconds"] / one["seconds"]
        per = (ten["statements"] - one["statements"]) / batches
        is_met = "" if per <= STATEMENTS_TARGET else f" > {STATEMENTS_TARGET} MISSED"
        print(
            f"{step:22}{one['seconds']:>7.2f}{one['megabytes']:>7.0f}{one['statements']:>7.0f}"
            f"{ten['seconds']:>9.2f}{ten['megabytes']:>7.0f}{ten['statements']:>7.0f}"
            f"{ratio:>7.1f}{per:>8.1f}{is_met}"
        )
        growth[step] = {"ratio": round(ratio, 2), "statements_per_500": round(per, 2)}
    return {"sizes": {str(size): found[size] for size in SIZES}, "growth": growth}


def questions(number: int, explanation: str) -> Iterator[Any]:
    """Questions with the words of the plan; the same each time, but for the explanation."""
    from quiz.formats.base import Place, ReadOption, ReadQuestion

    words, random = TEXT.read_text(encoding="utf-8").split(), Random(number)
    for place in range(number):
        stem, *texts = (" ".join(random.sample(words, length)) for length in (18, 8, 8, 8, 8))
        yield ReadQuestion(
            Place(place + 2),
            "single",
            f"{stem} ({number}.{place})?",
            tuple(ReadOption(f"{text} {at}", at == 0) for at, text in enumerate(texts)),
            code=f"T{number}.{place}",
            keywords=(random.choice(words),),
            explanation=f"{explanation} {texts[0]}".strip(),
        )


def write(number: str, path: str, explanation: str) -> None:
    """Write a workbook."""
    from quiz.formats.sheets.writing import write as written

    Path(path).write_bytes(written(list(questions(int(number), explanation))).content)


def dry(path: str) -> None:
    """Take the workbook in and make its dry run."""
    from django.core.files import File

    from intranet.accounts.models import User
    from intranet.pages.models import Topic
    from quiz.importing import reading, tasks
    from quiz.importing.services import take_in

    tasks.BYTES_AT_ONCE = sys.maxsize
    with Path(path).open("rb") as file:
        found = take_in(
            file=File(file, Path(path).name),
            file_name=Path(path).name,
            topic=Topic.objects.earliest("pk"),
            user=User.objects.get(username="bientap"),
        )
    if found.state != "draft":
        raise RuntimeError(f"{reading.__name__}: {found.state} {found.report}")


def apply(path: str) -> None:
    """Write the latest dry run of the workbook."""
    from quiz.importing import applying, records
    from quiz.models import QuestionImport

    found = QuestionImport.objects.filter(file_name=Path(path).name).latest("pk")
    records.put(found, state="applying")
    if not applying.apply(question_import=found, user=found.uploaded_by):
        raise RuntimeError(found.report)


def spend(step: Callable[[str], None], path: str) -> dict[str, float]:
    """Run a step; seconds of processor time, the most memory, and the statements."""
    from django.db import connection

    count = 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    start, watch = processor_seconds(), time.monotonic()
    with connection.execute_wrapper(counted):
        step(path)
    return {
        "seconds": round(processor_seconds() - start, 2),
        "elapsed": round(time.monotonic() - watch, 2),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "statements": count,
    }


def processor_seconds() -> float:
    """Seconds of this process and of those that it started."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main(arguments: list[str]) -> None:
    """Run one step."""
    django.setup()
    name, *rest = arguments
    if name == "write":
        write(*rest)
    else:
        print(json.dumps(spend({"dry": dry, "apply": apply}[name], rest[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
