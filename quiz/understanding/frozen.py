"""What was understood, as it is written down with the roster and read again.

Numbers of marks are kept as texts, since JSON knows no decimals. Answers are kept where figures
name them: options, and what at least `MINIMUM` attempts wrote alike.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from intranet.organisation.models import FrozenPerson, FrozenRoster, FrozenUnit
from intranet.organisation.tree import Node, Tree
from quiz.models import FrozenMark, FrozenUnderstanding, QuestionVersion, QuizPage
from quiz.understanding.answers import (
    AnsweredByUnit,
    AnsweredSample,
    AnswerRow,
    ResultRow,
    UnitMarks,
    UnitResult,
)
from quiz.understanding.options import kept_answers
from quiz.understanding.reading import CountedAttempts
from quiz.understanding.samples import Sample
from quiz.understanding.topics import Earned
from quiz.understanding.weights import Weighted

COLUMNS = {Sample.COUNTING: "counting", Sample.FIRST: "first", Sample.ALL: "every"}


def write_down(quiz: QuizPage, roster: FrozenRoster) -> None:
    """Keep what the people of the roster understood; once, with the seal of the roster."""
    reading = CountedAttempts(quiz.pk, FrozenPerson.objects.filter(roster=roster, excused=""))
    samples = {sample: reading.whole(sample) for sample in Sample}
    ids = {row.version_id for answered in samples.values() for row in answered.answers}
    versions = QuestionVersion.objects.select_related("topic").in_bulk(ids)
    kept = FrozenUnderstanding.objects.create(
        roster=roster,
        by_unit=_stored_by_unit(reading.by_unit()),
        corrections=[[pk, versions[pk].correction] for pk in sorted(ids)],
        topics=sorted({(one.topic_id, one.topic.name) for one in versions.values()}),
        pass_mark=quiz.pass_mark,
        **{COLUMNS[sample]: _stored(answered, versions) for sample, answered in samples.items()},
    )
    FrozenMark.objects.bulk_create(_marks(kept, quiz, samples[Sample.COUNTING], versions))


def kept_of(roster_id: int, *columns: str) -> FrozenUnderstanding | None:
    """What was written down with the roster, as far as the columns are asked for."""
    told = FrozenUnderstanding.objects.filter(roster=roster_id)
    return told.only("corrections", "topics", "pass_mark", *columns).first()


def answered_of(kept: FrozenUnderstanding, sample: Sample) -> AnsweredSample:
    """Read one sample as `write_down` wrote it."""
    stored = getattr(kept, COLUMNS[sample])
    seconds: dict[int, list[Weighted]] = defaultdict(list)
    for version_id, span, times in stored["seconds"]:
        seconds[version_id].append((span, times))
    return AnsweredSample(
        results=[_result(row) for row in stored["results"]],
        answers=[
            AnswerRow(
                version_id,
                None if mark is None else Decimal(mark),
                Decimal(score),
                Decimal(maximum),
                answer,
                attempts,
            )
            for version_id, mark, score, maximum, answer, attempts in stored["answers"]
        ],
        seconds=dict(seconds),
        people=dict(stored["people"]),
        most_by_one=stored["most_by_one"],
        corrections=dict(kept.corrections),
        topics=dict(kept.topics),
    )


def by_unit_of(stored: Mapping[str, Any]) -> AnsweredByUnit:
    """Read the attempts that count as `write_down` wrote them."""
    return AnsweredByUnit(
        results=[UnitResult(unit_id, _result(row)) for unit_id, *row in stored["results"]],
        marks=[UnitMarks(*row) for row in stored["marks"]],
        earned={version_id: Earned(*row) for version_id, *row in stored["earned"]},
    )


def frozen_units(roster_id: int) -> tuple[Tree, set[int]]:
    """The units as they stood when the roster was frozen, and those in which somebody was asked."""
    rows = FrozenUnit.objects.filter(roster=roster_id, unit__isnull=False)
    columns = ("unit_id", "parent_id", "name", "short_name", "kind", "place")
    nodes, given = [], set()
    for *node, assigned, excused in rows.values_list(*columns, "assigned", "excused"):
        nodes.append(Node(*node))
        if assigned or excused:
            given.add(nodes[-1].id)
    return Tree(nodes), given


def _stored(answered: AnsweredSample, versions: Mapping[int, Any]) -> dict[str, Any]:
    """A sample as JSON keeps it."""
    return {
        "results": [_plain(row) for row in answered.results],
        "answers": [_plain(row) for row in _kept(answered.answers, versions)],
        "seconds": [
            [version_id, span, times]
            for version_id, spans in answered.seconds.items()
            for span, times in spans
        ],
        "people": [[version_id, people] for version_id, people in answered.people.items()],
        "most_by_one": answered.most_by_one,
    }


def _stored_by_unit(answered: AnsweredByUnit) -> dict[str, Any]:
    return {
        "results": [[unit_id, *_plain(row)] for unit_id, row in answered.results],
        "marks": [list(row) for row in answered.marks],
        "earned": [[pk, one.marks, one.maximum] for pk, one in answered.earned.items()],
    }


def _kept(rows: Iterable[AnswerRow], versions: Mapping[int, Any]) -> list[AnswerRow]:
    """Equal rows together again, once answers that no figure names are left out."""
    by_line: dict[int, list[AnswerRow]] = defaultdict(list)
    for row in rows:
        by_line[versions[row.version_id].line_id].append(row)
    found: list[AnswerRow] = []
    for of_line in by_line.values():
        newest = versions[max(row.version_id for row in of_line)]
        answers = kept_answers(newest, [(row.answer, row.attempts) for row in of_line])
        times: Counter[Any] = Counter()
        alike: dict[Any, AnswerRow] = {}
        for row, answer in zip(of_line, answers, strict=True):
            key = (*row[:4], repr(answer))
            times[key] += row.attempts
            alike[key] = row._replace(answer=answer)
        found += [row._replace(attempts=times[key]) for key, row in alike.items()]
    return found


def _marks(
    kept: FrozenUnderstanding,
    quiz: QuizPage,
    answered: AnsweredSample,
    versions: Mapping[int, Any],
) -> Iterator[FrozenMark]:
    """The marks of each version, for the figures of the bank."""
    fixed = set(quiz.fixed_questions.values_list("question", flat=True))
    times: Counter[Any] = Counter()
    for row in answered.answers:
        if row.mark is not None:
            times[row.version_id, row.mark, row.score, row.maximum] += row.attempts
    for (version_id, mark, score, maximum), attempts in times.items():
        yield FrozenMark(
            understanding=kept,
            version_id=version_id,
            is_fixed=versions[version_id].question_id in fixed,
            mark=mark,
            score=score,
            maximum=maximum,
            attempts=attempts,
        )


def _plain(row: Iterable[Any]) -> list[Any]:
    return [str(value) if isinstance(value, Decimal) else value for value in row]


def _result(row: Sequence[Any]) -> ResultRow:
    score, maximum, is_passed, attempts, people = row
    return ResultRow(Decimal(score), Decimal(maximum), is_passed, attempts, people)
