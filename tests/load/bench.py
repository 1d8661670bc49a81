"""`make bench`: what a page costs, as a multiple of a bare view on the same server and database.

Costs are processor time of the server's processes per request, taken in alternating rounds. Prints
statements, ratios and growth, and writes build/bench.json. It measures and never asserts. The part
«documents» (`tests.load.documents`) reads papers and fills the register, «participation»
(`tests.load.participation`) has institutions of its own, on both databases.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.database import BUILD
from tests.demo_site import DemoSite, Server
from tests.load import documents, imports, participation
from tests.load.client import Answer, Client
from tests.load.processor import Reading, descendants, seconds_of

ROUNDS = 5
REQUESTS = 12
BARE_REQUESTS = 150
FOREIGN_LIMIT = 0.15
TRIES = 2
# One account asks here more often than a person may.
UNLIMITED = {"LIMIT_FIGURES": "1000000"}


@dataclass
class Case:
    """A request to be measured, its targets, and what was found."""

    name: str
    ask: Callable[[Client], Answer]
    username: str = "canbo"
    statements_target: int | None = None
    ratio_target: float | None = None
    statements: int = 0
    size: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def median(self) -> float:
        """The middle of the measured costs in milliseconds of processor time."""
        return statistics.median(self.milliseconds)


def page(path: str) -> Callable[[Client], Answer]:
    """Return a request for a page."""
    return lambda client: client.get(path)


class QuizStep:
    """One attempt that is saved again and again on its first screen."""

    def __init__(self, client: Client, quiz_path: str) -> None:
        start = client.get(quiz_path)
        answer = client.submit(start, quiz_path, "main form[method=post]")
        while answer.status == 302 and not answer.location.endswith("/1/"):
            answer = client.request("GET", answer.location)
        self.path = answer.location
        self.screens: dict[Client, Answer] = {}

    def save(self, client: Client) -> Answer:
        """Send the screen's answers, from a form that the same client has fetched once."""
        if client not in self.screens:
            self.screens[client] = client.get(self.path)
        answer = client.submit(self.screens[client], self.path, "main form[method=post]")
        assert answer.status == 302, answer.status
        return answer


def report_paths(site: DemoSite) -> tuple[str, str]:
    """Return the addresses of the report on the current quiz and of a unit that took part in it."""
    rows = site.rows(
        "SELECT quiz_id, membership.unit_id FROM quiz_attempt"
        " JOIN organisation_membership AS membership USING (person_id)"
        " JOIN quiz_quizpage AS quiz ON page_ptr_id = quiz_id"
        " WHERE quiz.closes_at > datetime('now')"
        " GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1"
    )
    quiz_id, unit_id = rows[0]
    return f"/bao-cao/quiz/{quiz_id}/", f"/bao-cao/quiz/{quiz_id}/{unit_id}/"


def cases(site: DemoSite, client: Client) -> list[Case]:
    """Return what is measured on the demonstration as it is."""
    step = QuizStep(client, str(site.page_path("QuizPage")))
    report, unit = report_paths(site)
    return [
        Case("home", page("/"), statements_target=14, ratio_target=45),
        Case("policy", page(str(site.page_path("PolicyPage"))), "canbo", 12, 40),
        Case("quiz step, shown", page(step.path), "canbo", 8, 25),
        Case("quiz step, saved", step.save, "canbo", 8, 25),
        Case("report of one unit", page(unit), "vanphong", 12, 60),
        Case("report of all units", page(report), "vanphong"),
    ]


def grown_cases(site: DemoSite) -> list[Case]:
    """Return what is measured once more at ten times the size."""
    report, unit = report_paths(site)
    return [
        Case("policy ×10", page(str(site.page_path("PolicyPage")))),
        Case("report of one unit, units ×10", page(unit), "vanphong"),
        Case("report of all units ×10", page(report), "vanphong"),
    ]


def count_statements(site: DemoSite, wanted: list[Case]) -> None:
    """Ask each case of a server that counts, the second time, when per-process caches are warm."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.load.counting", **UNLIMITED}
    counting = Server(site.folder, "intranet.wsgi", **settings)
    with counting:
        for case in wanted:
            client = Client(counting.port)
            client.sign_in(case.username)
            for _ in range(6):
                answer = case.ask(client)
            case.statements = int(answer.headers["X-Statements"])
            case.size = len(answer.body)


def cost(server: Server, client: Client, ask: Callable[[Client], Answer], number: int) -> float:
    """Return the milliseconds of processor time that a request costs the server."""
    assert server.process is not None
    processes = descendants(server.process.pid)
    before = seconds_of(processes)
    for _ in range(number):
        ask(client)
    return (seconds_of(processes) - before) * 1000 / number


def measure(bare: tuple[Server, Client], measured: list[tuple[DemoSite, Case]]) -> dict[str, Any]:
    """Measure all cases in alternating rounds; again when others used the machine."""
    clients = {}
    for site, case in measured:
        clients[case.name] = Client(site.port)
        clients[case.name].sign_in(case.username)
    for attempt in range(1, TRIES + 1):
        yardstick: list[float] = []
        servers = [bare[0], *{id(site): site for site, _ in measured}.values()]
        watched = [os.getpid()]
        for server in servers:
            assert server.process is not None
            watched += descendants(server.process.pid)
        before = Reading.now(watched)
        for _, case in measured:
            case.milliseconds.clear()
        for turn in range(ROUNDS + 1):
            bare_cost = cost(*bare, page("/"), BARE_REQUESTS)
            costs = [cost(site, clients[case.name], case.ask, REQUESTS) for site, case in measured]
            if turn:  # the first round warms up
                yardstick.append(bare_cost)
                for (_, case), milliseconds in zip(measured, costs, strict=True):
                    case.milliseconds.append(milliseconds)
        foreign = before.foreign_share_until(Reading.now(watched))
        if foreign <= FOREIGN_LIMIT:
            break
        print(f"{foreign:.0%} of the machine was used by others (try {attempt} of {TRIES})")
    return {"bare_milliseconds": statistics.median(yardstick), "foreign_share": foreign}


def verdict(value: float, target: float | None) -> str:
    """Return how a value stands to its target."""
    if target is None:
        return ""
    return f"≤ {target:g}" if value <= target else f"> {target:g} MISSED"


def print_table(found: list[Case], bare: float) -> None:
    """Print one line a case."""
    print(f"{'':32}{'statements':>22}{'CPU ms':>10}{'× bare':>9}  target{'KB':>12}")
    print(f"{'bare view':32}{2:>10}{'':12}{bare:>10.2f}{1:>9.1f}")
    for case in found:
        ratio = case.median() / bare
        statements = f"{case.statements:>10} {verdict(case.statements, case.statements_target):11}"
        print(
            f"{case.name:32}{statements}{case.median():>10.2f}{ratio:>9.1f}"
            f"  {verdict(ratio, case.ratio_target):14}{case.size / 1024:>6.0f}"
        )


def print_growth(found: dict[str, Case]) -> dict[str, float]:
    """Print and return how the cost grows when the data grows tenfold."""
    pairs = {
        "policy": "policy ×10",
        "report of one unit": "report of one unit, units ×10",
        "report of all units": "report of all units ×10",
    }
    growth = {}
    for small, large in pairs.items():
        growth[small] = found[large].median() / found[small].median()
        print(
            f"growth, data ×10: {small}: cost ×{growth[small]:.1f}, statements "
            f"{found[small].statements} → {found[large].statements}"
        )
    return growth


def figures_of(
    found: list[Case], about: dict[str, Any], growth: dict[str, float]
) -> dict[str, Any]:
    """The figures of the pages for comparison with later runs."""
    bare = about["bare_milliseconds"]
    figures = {
        case.name: {
            "statements": case.statements,
            "milliseconds": round(case.median(), 3),
            "ratio": round(case.median() / bare, 2),
            "spread": [round(min(case.milliseconds), 3), round(max(case.milliseconds), 3)],
            "bytes": case.size,
        }
        for case in found
    }
    return {**about, "cases": figures, "growth": growth}


def keep(kept: dict[str, Any]) -> None:
    """Write what was measured into build/bench.json; what was not measured now stays in it."""
    file = BUILD / "bench.json"
    before = json.loads(file.read_text()) if file.exists() else {}
    text = json.dumps({**before, **kept}, indent=2, ensure_ascii=False)
    file.write_text(text + "\n")


def bare_server(stack: ExitStack) -> tuple[Server, Client]:
    """Start the yardstick in a folder of its own and sign in."""
    folder = Path(tempfile.mkdtemp(prefix="intranet-bare-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    settings = {"DJANGO_SETTINGS_MODULE": "tests.load.bare.settings"}
    server = Server(folder, "tests.load.bare.wsgi", **settings)
    key = server.run("-m", "tests.load.bare.prepare")
    stack.enter_context(server)
    return server, Client(server.port, {"phien": key})


def pages() -> None:
    """Measure the pages and the import of questions on copies of the demonstration."""
    with ExitStack() as stack:
        bare = bare_server(stack)
        site = stack.enter_context(DemoSite(**UNLIMITED))
        large = stack.enter_context(DemoSite(**UNLIMITED))
        large.run("-m", "tests.load.grow")
        client = Client(site.port)
        client.sign_in("canbo")
        usual, grown = cases(site, client), grown_cases(large)
        count_statements(site, usual)
        count_statements(large, grown)
        measured = [(site, case) for case in usual] + [(large, case) for case in grown]
        about = measure(bare, measured)
        found = usual + grown
        print_table(found, about["bare_milliseconds"])
        growth = print_growth({case.name: case for case in found})
        print(f"foreign CPU: {about['foreign_share']:.0%}")
        print("Questions from a workbook:")
        imported = imports.report(imports.measured(large))
        keep({**figures_of(found, about, growth), "imports": imported})


def papers() -> None:
    """Measure reading files, the screen of a long document, and the register at two sizes."""
    with ExitStack() as stack:
        bare = bare_server(stack)
        sites = [stack.enter_context(DemoSite(**UNLIMITED)) for _ in documents.REGISTERS]
        longest = max(documents.PAGES)
        measured = []
        for site, size in zip(sites, documents.REGISTERS, strict=True):
            documents.step(site, "enter", str(longest), str(size))
            measured.append((site, Case(f"register of {size}", page("/van-ban/"))))
        target = documents.SCREEN_TARGET
        long = Case(f"{longest} pages", page(f"/van-ban/{documents.SLUG}/"), ratio_target=target)
        measured.insert(0, (sites[0], long))
        for site, case in measured:
            count_statements(site, [case])
        about = measure(bare, measured)
        found = [case for _, case in measured]
        bare_cost = about["bare_milliseconds"]
        print_table(found, bare_cost)
        reader = Client(sites[0].port)
        reader.sign_in("canbo")
        sent = reader.request("GET", f"/van-ban/{documents.SLUG}/", encoding="gzip")
        print(f"{long.name} as sent: {len(sent.body) / 1024:.0f} KB")
        read = documents.reading(sites[0])
        documents.print_reading(read, bare_cost)
        print(f"foreign CPU: {about['foreign_share']:.0%}")
        figures = figures_of(found, about, {})
        keep({"documents": {**figures, "bytes_sent": len(sent.body), "reading": read}})


def people(wanted: argparse.Namespace) -> None:
    """Measure participation on the databases, with as many people as wanted."""
    sizes = [int(number) for number in wanted.people.split(",")]
    keep({"participation": participation.run(wanted.database.split(","), sizes)})


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "pages": lambda _wanted: pages(),
    "documents": lambda _wanted: papers(),
    "participation": people,
}


def arguments() -> argparse.ArgumentParser:
    """Which part, and for «participation» on which databases with how many people."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--database", default="sqlite,postgresql")
    parser.add_argument("--people", default="1000,10000,100000")
    return parser


def main() -> int:
    """Measure and report; the exit code says only whether it could be measured."""
    wanted = arguments().parse_args()
    for name, part in PARTS.items():
        if wanted.only in (None, name):
            part(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
