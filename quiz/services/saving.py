"""Saving answers: an UPDATE of the answer's own row decides whether it was in time."""

import datetime
import enum
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Cast

from intranet.prepared import PreparedUpdate
from quiz.models import LateAnswer, Response
from quiz.models.attempts import OwnAnswers, ResponseQuerySet
from quiz.save_rule import Sent, Verdict, verdict

TRIES = 3
LATE_ANSWERS_KEPT = 20  # per question; a program could send any number


class Status(enum.StrEnum):
    """What the person is told about an answer."""

    SAVED = "saved"
    CONFLICT = "conflict"
    LATE = "late"
    REFUSED = "refused"


STATUS_OF = {
    Verdict.WRITE: Status.CONFLICT,  # others kept writing between reading and writing
    Verdict.STANDS: Status.SAVED,
    Verdict.CONFLICT: Status.CONFLICT,
    Verdict.LATE: Status.LATE,
    Verdict.EXPLAINED: Status.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one answer; `response` is its row as it stands, None for no such place."""

    sent: Sent
    status: Status
    response: Response | None = None
    answer: list[Any] | None = None


@dataclass(frozen=True, slots=True)
class Save:
    """A valid answer beside the row it is for, which follows what stands in the database."""

    row: Response
    sent: Sent
    answer: list[Any]
    writer: str
    now: datetime.datetime

    @property
    def verdict(self) -> Verdict:
        """What is to become of the answer as the row stands."""
        return verdict(self.row, self.sent, self.answer, writer=self.writer, now=self.now)

    def note_written(self) -> None:
        """Bring the row to what was just written."""
        self.row.answer, self.row.saved_at = self.answer, self.now
        self.row.version_counter += 1
        self.row.writer, self.row.writer_number = self.writer, self.sent.number


def save_answers(
    *,
    responses: ResponseQuerySet | OwnAnswers,
    answers: Iterable[Sent],
    writer: str,
    now: datetime.datetime,
) -> list[Told]:
    """Write answers to the rows of one attempt: two statements for any number of them.

    What was sent before is told as before; what others changed meanwhile is a conflict, what comes
    after the closing is kept as late, and what answers another question is refused. None of these
    keeps the other answers from being written.
    """
    wanted = {sent.slot: sent for sent in answers}
    is_locked = len(wanted) > 1 and connection.features.has_select_for_update
    with transaction.atomic() if is_locked else nullcontext():
        rows = responses.to_write(wanted, lock=is_locked)
        parsed = {slot: row.parse(wanted[slot].values) for slot, row in rows.items()}
        saves = [
            Save(row, wanted[slot], answer, writer, now)
            for slot, row in rows.items()
            if (answer := parsed[slot]) is not None
        ]
        statuses = _settle(saves, responses)
    told = [
        Told(sent, statuses.get(slot, Status.REFUSED), rows.get(slot), parsed.get(slot))
        for slot, sent in wanted.items()
    ]
    _keep_late(told, writer=writer, now=now)
    return told


def _settle(saves: Sequence[Save], responses: ResponseQuerySet | OwnAnswers) -> dict[int, Status]:
    """Write what may be written, and judge again where somebody else wrote in between."""
    for _try in range(TRIES):
        due = [save for save in saves if save.verdict is Verdict.WRITE]
        if not due:
            break
        if _write(due) == len(due):
            for save in due:
                save.note_written()
        else:
            fresh = responses.to_write([save.row.slot for save in due])
            for save in due:
                save.row.stands_as(fresh[save.row.slot])
    return {save.row.slot: STATUS_OF[save.verdict] for save in saves}


def _write(saves: Sequence[Save]) -> int:
    """Write each answer on the very version that was judged; return how many were still on it.

    Every condition speaks of the row itself: a database that waited for another transaction asks
    them again of the row as it then stands. A condition on a second table it would not ask again.
    """
    writer, now = saves[0].writer, saves[0].now
    if len(saves) == 1:
        return _write_one(saves[0])
    as_judged = Q()
    for save in saves:
        as_judged |= Q(pk=save.row.pk, version_counter=save.row.version_counter)
    return (
        Response.objects.filter(as_judged, is_closed=False)
        .filter(Q(closes_at=None) | Q(closes_at__gt=now))
        .update(
            answer=_by_row("answer", {save.row.pk: save.answer for save in saves}),
            writer_number=_by_row(
                "writer_number", {save.row.pk: save.sent.number for save in saves}
            ),
            version_counter=F("version_counter") + 1,
            writer=writer,
            saved_at=now,
        )
    )


def _write_one(save: Save) -> int:
    """The same for one answer, which is what comes thousands of times."""
    return ONE_ANSWER.run(
        pk=save.row.pk,
        version=save.row.version_counter,
        now=save.now,
        answer=save.answer,
        writer=save.writer,
        number=save.sent.number,
    )


ONE_ANSWER = PreparedUpdate(
    lambda pk, version, now, answer, writer, number: (
        Response.objects.filter(pk=pk, version_counter=version, is_closed=False).filter(
            Q(closes_at=None) | Q(closes_at__gt=now)
        ),
        {
            "answer": answer,
            "writer_number": number,
            "version_counter": F("version_counter") + 1,
            "writer": writer,
            "saved_at": now,
        },
    ),
    pk=int,
    version=int,
    now=datetime.datetime,
    answer=list,
    writer=str,
    number=int,
)


def _by_row(name: str, values: Mapping[int, Any]) -> models.Expression:
    """A value for each row, as one expression."""
    field: Any = Response._meta.get_field(name)
    whens = (When(pk=pk, then=Value(value, field)) for pk, value in values.items())
    expression: models.Expression = Case(*whens, output_field=field)
    if connection.features.requires_casted_case_in_updates:
        return Cast(expression, output_field=field)
    return expression


def _keep_late(told: Iterable[Told], *, writer: str, now: datetime.datetime) -> None:
    """Keep answers that came after the closing, each once; they are not marked by themselves."""
    late = [(one.response, one) for one in told if one.status is Status.LATE and one.answer]
    if not late:
        return
    ids = [response.pk for response, _one in late if response]
    counts = LateAnswer.objects.filter(response__in=ids).values_list("response").order_by()
    kept = dict(counts.annotate(count=Count("pk")))
    LateAnswer.objects.bulk_create(
        [
            LateAnswer(
                response=response,
                answer=one.answer,
                writer=writer,
                writer_number=one.sent.number,
                arrived_at=now,
            )
            for response, one in late
            if response and kept.get(response.pk, 0) < LATE_ANSWERS_KEPT
        ],
        ignore_conflicts=True,
    )
