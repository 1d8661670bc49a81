"""What an attempt and a save cost the server, beside a bare view on the same kind of database."""

import asyncio
import statistics
import time
from contextlib import ExitStack
from typing import Any

from tests.demo_site import Server
from tests.load.figures import Figures
from tests.load.person import Person
from tests.load.processor import seconds_below
from tests.load.product import Database, Product, yardstick
from tests.load.scenarios import Crowd, attended
from tests.load.wire import Browser

ROUNDS = 5
ATTEMPTS = 12
BARE_REQUESTS = 400
AT_ONCE = 8
SECONDS = 4.0
COUNTING = "tests.load.counting"


class Yardstick:
    """The bare project, asked by several people."""

    def __init__(self, server: Server, keys: list[str], database: Database) -> None:
        self.server = server
        self.database = database
        self.browsers = [Browser(server.port, {"phien": key}) for key in keys]

    async def write(self, browser: Browser) -> None:
        """Have one row updated."""
        reply = await browser.request("POST", "/ghi/", [("text", "mot dong chu")])
        assert reply.status == 200, reply.status

    async def do_nothing(self, browser: Browser) -> None:
        """Ask for what costs nothing but the request."""
        reply = await browser.request("GET", "/khong/")
        assert reply.status == 200, reply.status

    async def cost(self, act: Any) -> float:
        """Milliseconds of processor time for one request."""
        before = cpu(self.server, self.database)
        for number in range(BARE_REQUESTS):
            await act(self.browsers[number % 2])
        return (cpu(self.server, self.database) - before) * 1000 / BARE_REQUESTS

    async def throughput(self) -> float:
        """Requests a second with several people at once."""
        return await per_second(self.browsers, self.write)


def cpu(server: Server, database: Database) -> float:
    """Seconds of processor time of web server and database."""
    assert server.process is not None
    return seconds_below(server.process.pid) + database.seconds()


async def per_second(people: list[Any], act: Any) -> float:
    """How often a second people do something when all do it without a pause."""
    end = time.monotonic() + SECONDS
    done = 0

    async def work(one: Any) -> None:
        nonlocal done
        while time.monotonic() < end:
            await act(one)
            done += 1

    began = time.monotonic()
    await asyncio.gather(*(work(one) for one in people))
    return done / (time.monotonic() - began)


class Costs:
    """The costs of taking a quiz of ten questions."""

    def __init__(self, product: Product, crowd: Crowd, quiz: int) -> None:
        self.product, self.crowd, self.quiz = product, crowd, quiz
        self.figures = Figures()
        self.requests: dict[bool, int] = {}

    async def attempt(self, *, script: bool) -> float:
        """Milliseconds of processor time for one attempt, web server and database."""
        before = cpu(self.product, self.product.database)
        done = 0
        for _ in range(ATTEMPTS):
            person = self.crowd.person(self.figures, is_signed_in=True)
            done += await attended(person, person.attempt(self.quiz, 10, script=script))
            self.requests[script] = person.browser.asked
        return (cpu(self.product, self.product.database) - before) * 1000 / max(done, 1)

    async def savers(self) -> list[Person]:
        """Some people in the middle of the quiz."""
        people = [self.crowd.person(self.figures, is_signed_in=True) for _ in range(AT_ONCE)]
        for person in people:
            await person.start(self.quiz, script=True)
        return people

    async def save(self, person: Person) -> None:
        """Save another answer."""
        assert person.screen is not None
        await person.save(self.crowd.chance.choice(list(person.screen.questions)))

    async def run(self, bare: Yardstick) -> dict[str, Any]:
        """Measure in alternating rounds; the first warms up."""
        found: dict[str, list[float]] = {
            name: [] for name in ("empty", "bare", "script", "plain", "ratio")
        }
        savers = await self.savers()
        speeds: list[tuple[float, float]] = []
        for turn in range(ROUNDS + 1):
            values = {
                "empty": await bare.cost(bare.do_nothing),
                "bare": await bare.cost(bare.write),
                "script": await self.attempt(script=True),
                "plain": await self.attempt(script=False),
            }
            speed = (await per_second(savers, self.save), await bare.throughput())
            if turn:
                speeds.append(speed)
                values["ratio"] = speed[0] / speed[1]
                for name, value in values.items():
                    found[name].append(value)
        middle = {name: statistics.median(values) for name, values in found.items()}
        saves, writes = (statistics.median(column) for column in zip(*speeds, strict=True))
        return {
            "empty CPU ms": round(middle["empty"], 3),
            "bare CPU ms": round(middle["bare"], 3),
            "script CPU ms": round(middle["script"], 1),
            "plain CPU ms": round(middle["plain"], 1),
            "script / empty view": round(middle["script"] / middle["empty"]),
            "plain / empty view": round(middle["plain"] / middle["empty"]),
            "script requests": self.requests[True],
            "plain requests": self.requests[False],
            "script / yardstick": round(middle["script"] / middle["bare"] / self.requests[True], 2),
            "saves per second": round(saves),
            "yardstick per second": round(writes),
            "save / yardstick": round(middle["ratio"], 3),
            "errors": dict(self.figures.errors),
        }


async def measure_costs(product: Product, crowd: Crowd, quiz: int) -> dict[str, Any]:
    """Start the yardstick beside the product and measure both."""
    with ExitStack() as stack:
        server, keys = yardstick(stack, product.database, AT_ONCE)
        return await Costs(product, crowd, quiz).run(Yardstick(server, keys, product.database))


async def count_statements(
    product: Product, crowd: Crowd, quizzes: dict[int, int]
) -> dict[str, Any]:
    """Statements of an attempt and its parts, from a server that counts; quizzes by size."""
    variables = {**product.database.variables, "DJANGO_SETTINGS_MODULE": COUNTING}
    counting = Server(product.folder, "intranet.wsgi", **variables)
    found: dict[str, Any] = {}
    with counting:
        for size, quiz in quizzes.items():
            for script in (True, False):
                for _ in range(4):  # what a process reads once does not count
                    person = crowd.person(Figures(), is_signed_in=True)
                    person.browser.port = counting.port
                    await person.attempt(quiz, size, script=script)
                name = f"{'script' if script else 'plain'}, {size} questions"
                each = person.browser.statements
                found[name] = {
                    "attempt": sum(each),
                    "start": each[0],
                    "save": max(each[3:-2]) if script else None,
                    "each": each,
                }
    return found
