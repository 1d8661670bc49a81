"""The four scenarios: closed loop, the published one, common start, common end."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.demo_site import PASSWORD
from tests.load.figures import Figures
from tests.load.person import ACCIDENTS, Journal, Person
from tests.load.product import Product
from tests.load.slow import slow_connections
from tests.load.wire import Browser

THINKING = (30.0, 90.0)  # seconds, as published for Moodle
RAMP = 180.0
WARMING_UP = 4.0


@dataclass
class Crowd:
    """People who come from the same list and whose journals are kept."""

    product: Product
    chance: Random = field(default_factory=lambda: Random(4))
    journals: list[Journal] = field(default_factory=list)
    turn: Iterator[dict[str, str]] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self.turn = itertools.cycle(self.product.people)

    def person(self, figures: Figures, *, is_signed_in: bool) -> Person:
        """The next person of the list, with a browser that knows the session or does not."""
        known = next(self.turn)
        browser = Browser(self.product.port)
        if is_signed_in:
            # A secret of 32 letters is what the site itself would have put into the cookie.
            browser.cookies = {"phien": known["session"], "csrftoken": secrets.token_hex(16)}
        person = Person(browser, figures, self.chance, known["username"])
        self.journals.append(person.journal)
        return person


async def attended(person: Person, what: Awaitable[Any]) -> bool:
    """Let a person do something; an accident is counted, not raised."""
    try:
        await what
    except ACCIDENTS as accident:
        person.figures.error(f"{type(accident).__name__}: {accident}")
        return False
    finally:
        person.browser.close()
    return True


# (a) ---------------------------------------------------------------------------------------------


async def closed_loop(
    crowd: Crowd, quiz: int, *, level: int, seconds: float, script: bool, pages: int
) -> Figures:
    """So many people at once, each taking the quiz again and again without thinking.

    They come one after the other while it warms up; what happens then is not measured.
    """
    figures = Figures()
    loop = asyncio.get_running_loop()
    begin = loop.time() + WARMING_UP
    end = begin + seconds

    async def work() -> None:
        await asyncio.sleep(crowd.chance.uniform(0, WARMING_UP))
        while loop.time() < end:
            person = crowd.person(figures, is_signed_in=True)
            is_done = await attended(person, person.attempt(quiz, pages, script=script))
            if is_done and loop.time() < end:
                figures.counts["attempts"] += 1
                figures.counts["requests"] += person.browser.asked

    async def watch() -> None:
        await asyncio.sleep(WARMING_UP)
        figures.begin()
        await asyncio.sleep(seconds)
        figures.end()

    await asyncio.gather(watch(), *(work() for _ in range(level)))
    return figures


async def sign_ins(crowd: Crowd, path: str, *, level: int, number: int) -> Figures:
    """So many sign-ins by name and password, some at once."""
    figures = Figures()
    left = iter(range(number))

    async def work() -> None:
        for _ in left:
            person = crowd.person(figures, is_signed_in=False)
            await attended(person, person.sign_in(PASSWORD, path))

    await asyncio.gather(*(work() for _ in range(level)))
    figures.end()
    return figures


# (b) ---------------------------------------------------------------------------------------------


async def published(
    crowd: Crowd, quiz: dict[str, Any], *, people: int, pages: int, fast: float
) -> Figures:
    """Moodle's published scenario: sign-in, every page after a while of thinking, hand in."""
    figures = Figures()

    async def sit(person: Person) -> None:
        await asyncio.sleep(crowd.chance.uniform(0, RAMP) / fast)
        await person.sign_in(PASSWORD, quiz["path"])
        await person.start(quiz["id"], script=False)
        for _ in range(pages):
            await asyncio.sleep(crowd.chance.uniform(*THINKING) / fast)
            if not await person.fill_in(pages):
                return
        await asyncio.sleep(crowd.chance.uniform(1, 5) / fast)
        await person.submit()
        figures.counts["attempts"] += 1
        figures.counts["requests"] += person.browser.asked

    await gather(crowd, figures, people, sit, is_signed_in=False)
    return figures


async def gather(
    crowd: Crowd,
    figures: Figures,
    number: int,
    act: Callable[[Person], Awaitable[None]],
    *,
    is_signed_in: bool,
) -> None:
    """Let so many people act at once and wait for the last."""
    people = [crowd.person(figures, is_signed_in=is_signed_in) for _ in range(number)]
    await asyncio.gather(*(attended(person, act(person)) for person in people))
    figures.end()


# (c) ---------------------------------------------------------------------------------------------


async def common_start(
    crowd: Crowd, quiz: dict[str, Any], *, signing_in: int, pressing: int
) -> dict[str, Figures]:
    """People sign in and begin within a minute; then thousands press within ten seconds.

    Meanwhile a hundred connections trickle, and those who are in go on answering.
    """
    first, second, inside = Figures(), Figures(), Figures()
    room = asyncio.Event()

    async def come(person: Person) -> None:
        await asyncio.sleep(crowd.chance.uniform(0, 60))
        await person.sign_in(PASSWORD, quiz["path"])
        await person.start(quiz["id"], script=True)
        first.counts["inside"] += 1
        if first.counts["inside"] == signing_in:
            first.end()
        person.figures = inside
        await keep_answering(person)

    async def press(person: Person) -> None:
        await asyncio.sleep(crowd.chance.uniform(0, 10))
        await person.start(quiz["id"], script=True)
        person.figures = inside
        await keep_answering(person)

    async def keep_answering(person: Person) -> None:
        assert person.screen is not None
        for slot in person.screen.questions:
            try:
                async with asyncio.timeout(crowd.chance.uniform(*THINKING)):
                    await room.wait()
                return
            except TimeoutError:
                await person.save(slot)

    async with slow_connections(crowd.product.port) as sent:
        early = asyncio.create_task(gather(crowd, first, signing_in, come, is_signed_in=False))
        while not early.done() and first.counts["inside"] + sum(first.errors.values()) < signing_in:
            await asyncio.sleep(0.5)
        inside.begin()
        late = asyncio.create_task(gather(crowd, second, pressing, press, is_signed_in=True))
        while len(second.steps["start"]) + sum(second.errors.values()) < pressing:
            await asyncio.sleep(0.5)
        second.end()
        inside.end()
        room.set()
        await asyncio.gather(early, late)
        second.counts["slow bytes"] = sent[0]
    return {"1,000 sign in and begin": first, "3,000 press": second, "meanwhile": inside}


# (d) ---------------------------------------------------------------------------------------------


async def common_end(crowd: Crowd, quiz: dict[str, Any], *, people: int) -> Figures:
    """All have begun; in the last ten seconds all save an answer and hand in."""
    before, figures = Figures(), Figures()
    entrance = asyncio.Semaphore(8)

    async def hurry(person: Person) -> None:
        async with entrance:
            await person.start(quiz["id"], script=True)
            person.browser.close()
        assert person.screen is not None
        slots = list(person.screen.questions)
        person.figures = figures
        await asyncio.sleep(
            max(0.0, quiz["closes_at"] - crowd.chance.uniform(0.2, 10) - time.time())
        )
        for slot in slots[:2]:
            await person.save(slot)
        await person.submit()
        figures.counts["attempts"] += 1

    await gather(crowd, before, people, hurry, is_signed_in=True)
    figures.errors += before.errors
    figures.end()
    return figures
