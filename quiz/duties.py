"""Quizzes as duties: what the rest of the site knows of them."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.duties import Duty, Progress, State
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenRoster, Person
from intranet.organisation.progress import NOT_STARTED
from quiz.choices import FINISHED, AttemptState
from quiz.grading import Finished, counting
from quiz.marking import percent
from quiz.models import Attempt, Extension, QuizPage
from quiz.services.starting import units_of
from quiz.understanding.by_topic import TopicsOfQuiz
from quiz.understanding.frozen import write_down
from quiz.understanding.topics import weak_below

_FIELDS = ("quiz_id", "person_id", "number", "state", "score", "maximum", "is_passed",
           "started_at", "finished_at", "quiz__grading_method")  # fmt: skip


class QuizDuties:
    """The provider of the kind «quiz»; `key` is the page id."""

    kind = "quiz"

    def duties(self, moment: datetime.datetime) -> Iterable[Duty]:
        """Published quizzes that have opened, newest first."""
        quizzes = QuizPage.objects.opened_by(moment).for_duties(moment)
        return [duty_of(quiz) for quiz in quizzes]

    def get(self, key: str) -> Duty | None:
        """The published quiz with this page id."""
        quiz = QuizPage.objects.live().with_key(key).for_duties(timezone.now()).first()
        return duty_of(quiz) if quiz else None

    def kept(self, keys: Collection[str]) -> Iterable[Duty]:
        """The quizzes that there still are, without an address where they are withdrawn."""
        quizzes = QuizPage.objects.with_keys(keys).for_duties(timezone.now())
        return [duty_of(quiz) for quiz in quizzes]

    def settled(self, moment: datetime.datetime) -> Iterable[Duty]:
        """Quizzes that are over for everybody, the last attempt closed."""
        quizzes = QuizPage.objects.counting().settled(moment).for_duties(moment)
        return [duty_of(quiz) for quiz in quizzes]

    def standings(self, duty: Duty, moment: datetime.datetime) -> QuerySet[Any]:
        """The attempt that counts of everybody who had begun by the moment."""
        attempts = Attempt.objects.filter(quiz_id=int(duty.key))
        return attempts.standings(
            moment,
            grading_method=duty.counting_rule,
            is_result_withheld=duty.is_result_withheld,
        )

    def later_ends(self, duty: Duty, moment: datetime.datetime) -> Mapping[int, datetime.datetime]:
        """Until when extensions let people take the quiz, at most three statements."""
        later = Extension.objects.filter(quiz_id=int(duty.key), closes_at__gt=moment)
        return later.ends(timezone.localdate(moment))

    def unit_topics(
        self, duty: Duty, moment: datetime.datetime, frame_of: Callable[[datetime.date], Frame]
    ) -> TopicsOfQuiz:
        """What was understood of each topic of the quiz, unit by unit."""
        return TopicsOfQuiz(duty, moment, frame_of)

    def answered(self, keys: Collection[str]) -> set[str]:
        """Those of the quizzes in which somebody has finished an attempt."""
        finished = Attempt.objects.filter(quiz=OuterRef("pk"), state__in=FINISHED)
        quizzes = QuizPage.objects.filter(Exists(finished), pk__in=map(int, keys)).order_by()
        return set(map(str, quizzes.values_list("pk", flat=True)))

    def keep_understanding(self, duty: Duty, roster: FrozenRoster) -> None:
        """Write down what was understood of the quiz."""
        write_down(QuizPage.objects.get(pk=int(duty.key)), roster)

    def progress_of(self, person: Person, duties: list[Duty]) -> Mapping[str, Progress]:
        """Progress of one person in the quizzes given, and until when an extension lets them."""
        by_quiz = {int(duty.key): duty for duty in duties}
        attempts = Attempt.objects.filter(person=person, quiz_id__in=by_quiz)
        grouped = _grouped(attempts, by="quiz_id")
        begun = {quiz_id: _progress(rows, by_quiz[quiz_id]) for quiz_id, rows in grouped.items()}
        extended = [int(duty.key) for duty in duties if duty.is_extended]
        for quiz_id, open_until in _later_ends(person, extended).items():
            begun[quiz_id] = replace(begun.get(quiz_id, NOT_STARTED), open_until=open_until)
        return {str(quiz_id): progress for quiz_id, progress in begun.items()}


def duty_of(quiz: Any) -> Duty:
    """The quiz as a duty; an examination has no result before it is over, for nobody."""
    is_told = not quiz.is_withholding
    return Duty(
        kind=QuizDuties.kind,
        key=str(quiz.pk),
        kind_label=_("Quiz"),
        title=quiz.title,
        url=(quiz.get_url() or "") if quiz.live else "",
        audience_id=quiz.audience_id,
        opens_at=quiz.opens_at,
        due_at=quiz.due_at,
        closes_at=quiz.closes_at,
        has_pass_mark=is_told and quiz.pass_mark > 0,
        score_label="%" if is_told else "",
        is_result_withheld=not is_told,
        is_extended=quiz.is_extended,
        counting_rule=quiz.grading_method,
        understanding_url=reverse("quiz_understanding", args=[quiz.pk]),
        weak_below=weak_below(quiz.pass_mark),
    )


def _later_ends(person: Person, quiz_ids: list[int]) -> dict[int, datetime.datetime]:
    """Until when the person may take these quizzes longer than everybody; rarely there are any."""
    if not quiz_ids:
        return {}
    now = timezone.now()
    day, units = timezone.localdate(now), set(units_of(person, now))
    later = Extension.objects.filter(closes_at__gt=now)
    grants = {pk: later.filter(quiz=pk).grant_for(person.pk, units, day) for pk in quiz_ids}
    return {pk: grant.closes_at for pk, grant in grants.items() if grant.closes_at}


def _grouped(attempts: Any, *, by: str) -> dict[int, list[dict[str, Any]]]:
    """Rows of attempts that were not voided, by person or by quiz."""
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in attempts.exclude(state=AttemptState.VOIDED).values(*_FIELDS).order_by():
        grouped[row[by]].append(row)
    return grouped


def _progress(rows: list[dict[str, Any]], duty: Duty) -> Progress:
    """What the attempts of one person in one quiz, at least one, come to."""
    finished = [
        Finished(
            number=row["number"],
            share=percent(row["score"] or Decimal(0), row["maximum"]),
            is_passed=bool(row["is_passed"]),
            at=row["finished_at"],
        )
        for row in rows
        if row["state"] in FINISHED
    ]
    counted = counting(finished, rows[0]["quiz__grading_method"])
    if counted is None:
        return Progress(State.IN_PROGRESS, at=min(row["started_at"] for row in rows))
    if duty.is_result_withheld:
        return Progress(State.DONE, at=min(attempt.at for attempt in finished if attempt.at))
    state = State.PASSED if counted.is_passed else State.DONE
    return Progress(state, score=float(counted.share), at=counted.at)
