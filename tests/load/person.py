"""A virtual person: signs in, takes the quiz, and keeps a journal of what was told as saved."""

import asyncio
import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.load.figures import Figures
from tests.load.screens import ATTEMPT, TOKEN, Question, Screen, hidden_fields, read_screen
from tests.load.wire import BrokenLineError, Browser, Reply

SCRIPT_COOKIE = "co_script"
OK, UNAVAILABLE = 200, 503
SIGN_IN = "/dang-nhap/"
WAIT_AT_MOST = 120  # seconds in front of the room
ACCIDENTS = (BrokenLineError, OSError, TimeoutError, ValueError, KeyError)


class WrongAnswerError(ValueError):
    """The server answered something that this person should not have met."""

    def __init__(self, step: str, reply: Reply) -> None:
        super().__init__(f"{step}: {reply.status} at {reply.path}")


@dataclass
class Journal:
    """What a person knows about own answers, to be compared with the database."""

    told: dict[str, list[str]] = field(default_factory=dict)  # «attempt.slot» → told as saved
    unsure: dict[str, list[list[str]]] = field(default_factory=dict)  # sent, answer never came
    late: dict[str, list[str]] = field(default_factory=dict)  # told as not counted
    submitted: list[int] = field(default_factory=list)

    def sent(self, attempt: int, slot: int, values: list[str]) -> None:
        """An answer is on its way."""
        self.unsure.setdefault(f"{attempt}.{slot}", []).append(values)

    def saved(self, attempt: int, slot: int, values: list[str]) -> None:
        """An answer was told as saved; what was sent before no longer matters."""
        self.told[f"{attempt}.{slot}"] = values
        self.unsure.pop(f"{attempt}.{slot}", None)

    def was_late(self, attempt: int, slot: int, values: list[str]) -> None:
        """An answer was told as late."""
        self.late[f"{attempt}.{slot}"] = values
        self.unsure.pop(f"{attempt}.{slot}", None)


@dataclass
class Person:
    """One person at one browser."""

    browser: Browser
    figures: Figures
    chance: Random
    username: str = ""
    journal: Journal = field(default_factory=Journal)
    number: int = 0
    screen: Screen | None = None

    async def sign_in(self, password: str, next_path: str) -> None:
        """Open a session by name and password and stand in front of the quiz."""
        path = f"{SIGN_IN}?next={next_path}"
        with self.figures.step("door shown"):
            door = self.expect("door", await self.browser.get(path))
        form = {**hidden_fields(door.text), "username": self.username, "password": password}
        with self.figures.step("sign-in"):
            page = await self.browser.post(path, form.items())
        self.expect("sign-in", page)
        if page.path != next_path:
            raise WrongAnswerError("sign-in", page)

    def expect(self, step: str, reply: Reply) -> Reply:
        """Insist on a page."""
        if reply.status != OK:
            raise WrongAnswerError(step, reply)
        return reply

    async def start(self, quiz: int, *, script: bool) -> None:
        """Press «Bắt đầu» and wait, through the waiting room if need be, for the first question."""
        if script:
            self.browser.cookies[SCRIPT_COOKIE] = "1"
        token = self.browser.cookies["csrftoken"]
        path = f"/bai-lam/bat-dau/{quiz}/"
        with self.figures.step("start"):
            reply = await self.browser.post(path, [(TOKEN, token)])
            waited = 0.0
            while reply.status == UNAVAILABLE and waited < WAIT_AT_MOST:
                self.figures.counts["told to wait"] += 1
                seconds = float(reply.headers.get("retry-after", 1))
                await asyncio.sleep(seconds)
                waited += seconds
                reply = await self.browser.post(path, hidden_fields(reply.text).items())
            self.expect("start", reply)
        self.screen = read_screen(reply.path, reply.text)

    def choose(self, question: Question) -> list[str]:
        """Choose another answer than stands there, as somebody who knows half of it."""
        if not question.allows_several:
            return [self.chance.choice(question.values)]
        return sorted(self.chance.sample(question.values, k=min(2, len(question.values))))

    async def fill_in(self, pages: int) -> bool:
        """Answer the screen by its form and go on; False when the attempt was closed meanwhile."""
        screen = self.screen
        assert screen is not None
        chosen = {slot: self.choose(question) for slot, question in screen.questions.items()}
        form = list(screen.hidden.items())
        for slot, values in chosen.items():
            form += [(f"cau-{slot}", value) for value in values]
            self.journal.sent(screen.attempt, slot, values)
        is_last = screen.page >= pages
        form.append(("go", "overview" if is_last else str(screen.page + 1)))
        with self.figures.step("page saved"):
            reply = await self.browser.post(f"/bai-lam/{screen.attempt}/{screen.page}/", form)
        self.expect("page saved", reply)
        if reply.path.endswith("/ket-qua/"):
            for slot, values in chosen.items():
                self.journal.was_late(screen.attempt, slot, values)
            return False
        wanted = "kiem-tra/" if is_last else f"{screen.page + 1}/"
        if reply.path != f"/bai-lam/{screen.attempt}/{wanted}":
            raise WrongAnswerError("page saved", reply)
        for slot, values in chosen.items():
            self.journal.saved(screen.attempt, slot, values)
        if not is_last:
            self.screen = read_screen(reply.path, reply.text)
        return True

    async def save(self, slot: int) -> str:
        """Choose an answer with script: one small request; returns what became of it."""
        screen = self.screen
        assert screen is not None
        question = screen.questions[slot]
        values = self.choose(question)
        self.number += 1
        payload = {
            "writer": f"nguoi-{self.username}",
            "answers": [
                {"slot": slot, "base": question.base, "number": self.number, "values": values}
            ],
        }
        form = [(TOKEN, screen.token), ("payload", json.dumps(payload))]
        self.journal.sent(screen.attempt, slot, values)
        with self.figures.step("save"):
            reply = await self.browser.request("POST", f"/bai-lam/{screen.attempt}/luu/", form)
        found = self.read_saved(reply, slot)
        if found.get("status") == "saved":
            question.base = int(found["version"])
            self.journal.saved(screen.attempt, slot, values)
        elif found.get("status") == "late":
            self.journal.was_late(screen.attempt, slot, values)
            self.figures.counts["told as late"] += 1
        else:
            raise WrongAnswerError(f"save {found}", reply)
        return str(found["status"])

    def read_saved(self, reply: Reply, slot: int) -> dict[str, Any]:
        """Return what the reply says about the place."""
        if reply.status not in {200, 409, 410}:
            raise WrongAnswerError("save", reply)
        for answer in json.loads(reply.text)["answers"]:
            if answer["slot"] == slot:
                return dict(answer)
        raise WrongAnswerError("save (not answered)", reply)

    async def submit(self) -> None:
        """Hand in and read the result."""
        assert self.screen is not None
        attempt = self.screen.attempt
        form = [(TOKEN, self.browser.cookies["csrftoken"])]
        with self.figures.step("submit"):
            reply = await self.browser.request("POST", f"/bai-lam/{attempt}/nop-bai/", form)
        if reply.status != 302 or ATTEMPT.match(reply.location) is None:
            raise WrongAnswerError("submit", reply)
        with self.figures.step("result"):
            page = await self.browser.follow(reply)
        self.expect("result", page)
        if not page.path.endswith("/ket-qua/"):
            raise WrongAnswerError("result", page)
        self.journal.submitted.append(attempt)

    async def attempt(self, quiz: int, pages: int, *, script: bool) -> None:
        """Take the quiz from beginning to end without thinking."""
        await self.start(quiz, script=script)
        assert self.screen is not None
        if script:
            for slot in list(self.screen.questions):
                await self.save(slot)
        else:
            while await self.fill_in(pages) and self.screen.page < pages:
                pass
        await self.submit()
