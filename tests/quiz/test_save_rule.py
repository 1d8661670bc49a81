"""Any interleaving of saves: nobody overwrites unawares, and nobody's later answer is lost.

The row stands in memory; reading it and writing it on the version that was read are two steps, as
in the database, so that other writers come in between.
"""

import datetime
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from quiz.save_rule import Sent, Verdict, verdict

NOW = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)
WRITERS = ("a", "b")
LIVELY = 4  # writes before anything is closed, after which nothing more happens
ANSWERS = st.sampled_from([[], ["x"], ["y"], ["z"]])


@dataclass
class Row:
    """The row of one answer."""

    answer: list[Any] = field(default_factory=list)
    version_counter: int = 0
    writer: str = ""
    writer_number: int = 0
    closes_at: datetime.datetime | None = None
    is_closed: bool = False
    revealed_at: datetime.datetime | None = None


@dataclass
class Page:
    """A writer: the version it has seen, how many saves it made, the last it was told of."""

    base: int = 0
    number: int = 0
    told: int = 0


@dataclass(frozen=True)
class Request:
    """A save on its way."""

    writer: str
    number: int
    base: int
    answer: tuple[str, ...]


class Saves(RuleBasedStateMachine):
    """Pages choose, the line delivers in any order and more than once, one row takes it in."""

    requests = Bundle("requests")
    readings = Bundle("readings")

    def __init__(self):
        super().__init__()
        self.row = Row()
        self.pages = {writer: Page() for writer in WRITERS}
        self.history = []  # every request that was written, with the version it replaced
        self.saved = dict.fromkeys(WRITERS, 0)  # the last number that each was told is saved

    @rule(target=requests, writer=st.sampled_from(WRITERS), answer=ANSWERS)
    def choose(self, writer, answer):
        page = self.pages[writer]
        page.number += 1
        return Request(writer, page.number, page.base, tuple(answer))

    @rule(target=readings, request=requests)
    def arrive(self, request):
        return request, replace(self.row)

    @rule(reading=readings)
    def settle(self, reading):
        """Judge what was read, write on that version, judge again if somebody was faster."""
        request, row = reading
        found = self.judge(request, row)
        if found is Verdict.WRITE:
            if self.row.version_counter == row.version_counter and not self.row.is_closed:
                self.write(request)
                found = Verdict.STANDS
            else:
                row = replace(self.row)
                found = self.judge(request, row)
                if found is Verdict.WRITE:
                    self.write(request)
                    found = Verdict.STANDS
        self.tell(request, found)

    def judge(self, request, row):
        sent = Sent(1, request.base, request.number, request.answer)
        return verdict(row, sent, request.answer, writer=request.writer, now=NOW)

    def write(self, request):
        assert request.number > self.saved[request.writer]
        self.history.append((request, replace(self.row)))
        self.row = Row(
            answer=list(request.answer),
            version_counter=self.row.version_counter + 1,
            writer=request.writer,
            writer_number=request.number,
        )

    def tell(self, request, found):
        """The page hears of it: its base follows, unless it has heard of a later save already."""
        page = self.pages[request.writer]
        if found is Verdict.STANDS:
            self.saved[request.writer] = max(self.saved[request.writer], request.number)
        if request.number < page.told:
            return
        page.told = request.number
        page.base = max(page.base, self.row.version_counter)
        if found is Verdict.STANDS and not self.replaced_knowingly(request):
            assert self.row.answer == list(request.answer)

    def replaced_knowingly(self, request):
        """Whether another page, or a later save of this one, has written since."""
        return self.row.writer != request.writer or self.row.writer_number > request.number

    @precondition(lambda self: self.row.version_counter > LIVELY)
    @rule()
    def close(self):
        self.row = replace(self.row, is_closed=True)

    @invariant()
    def nobody_overwrote_unawares(self):
        for request, before in self.history:
            knew = request.base == before.version_counter
            assert knew or before.writer == request.writer

    @invariant()
    def no_earlier_save_replaced_a_later_one(self):
        for writer in WRITERS:
            numbers = [request.number for request, _ in self.history if request.writer == writer]
            assert numbers == sorted(set(numbers))

    @invariant()
    def each_version_was_written_once(self):
        assert self.row.version_counter == len(self.history)


Saves.TestCase.settings = settings(max_examples=200, stateful_step_count=40)
TestSaves = Saves.TestCase
