"""One sitting by one person, and the answer to each question drawn for it."""

import datetime
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    FloatField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import Person, Unit
from intranet.organisation.progress import State
from quiz.choices import FINISHED, AttemptState, QuestionKind
from quiz.grading import BEST, FIRST
from quiz.marking import percent
from quiz.models.pages import QuizPage
from quiz.models.versions import QuestionVersion
from quiz.tokens import tokens_of
from quiz.types import Tokens, type_of

STANDING_FIELDS = (
    "answer",
    "version_counter",
    "writer",
    "writer_number",
    "saved_at",
    "closes_at",
    "is_closed",
    "is_flagged",
    "revealed_at",
)


# In percent of the maximum.
SHARE = F("score") * 100.0 / F("maximum")


def comes_before_outer(grading_method: str) -> Q:
    """Whether a finished attempt counts rather than the outer one: `quiz.grading.counting` in SQL.

    Both know their `share`.
    """
    number, share = OuterRef("number"), OuterRef("share")
    if grading_method == BEST:
        return Q(share__gt=share) | Q(share=share, number__lt=number)
    return Q(number__lt=number) if grading_method == FIRST else Q(number__gt=number)


class AttemptQuerySet(models.QuerySet):
    """Attempts by state and owner."""

    def finished(self) -> Self:
        """Attempts that count: submitted, or closed at the deadline with what was saved."""
        return self.filter(state__in=FINISHED)

    def running(self) -> Self:
        """Attempts that nobody has closed yet, late ones included."""
        return self.filter(state=AttemptState.IN_PROGRESS)

    def overdue(self, moment: datetime.datetime) -> Self:
        """Running attempts that take no more answers."""
        return self.running().filter(closes_at__lte=moment)

    def with_remarked(self) -> Self:
        """Attempts that know when their result was last marked again, if ever."""
        this = Attempt.objects.filter(pk=OuterRef("pk")).order_by()
        moments = this.annotate(moment=Max("remarked__repair__decided_at")).values("moment")
        return self.annotate(remarked_at=Subquery(moments))

    def standings(
        self, moment: datetime.datetime, *, grading_method: str, is_result_withheld: bool
    ) -> Any:
        """How far each person of one quiz was at the moment, as `DutyProvider.standings` wants it.

        The attempt that counts is chosen as `quiz.grading.counting` does it. While the result is
        withheld, whoever has finished is done since the first time, without a score.
        """
        begun = self.begun_by(moment)
        others = Attempt.objects.begun_by(moment).filter(
            ~Q(number=OuterRef("number")), quiz=OuterRef("quiz"), person=OuterRef("person")
        )
        before = comes_before_outer(FIRST if is_result_withheld else grading_method)
        is_over = OuterRef("is_over")
        rather = others.filter(Q(is_over__gt=is_over) | Q(before, is_over=is_over))
        counting = begun.filter(~Exists(rather))
        passed = Value(State.DONE) if is_result_withheld else Value(State.PASSED)
        return counting.values(
            "person_id",
            reached=Case(
                When(is_over=0, then=Value(State.IN_PROGRESS)),
                When(is_passed=True, then=passed),
                default=Value(State.DONE),
            ),
            percent=Value(None, output_field=FloatField())
            if is_result_withheld
            else Case(When(is_over=1, then=F("share"))),
            reached_at=Coalesce(Case(When(is_over=1, then=F("finished_at"))), F("started_at")),
        )

    def begun_by(self, moment: datetime.datetime) -> Self:
        """Attempts begun and not voided, with `is_over` and the `share` of marks at the moment."""
        is_over = Q(state__in=FINISHED, finished_at__lte=moment)
        begun = self.filter(started_at__lte=moment).exclude(state=AttemptState.VOIDED).order_by()
        return begun.annotate(
            is_over=Case(When(is_over, then=1), default=0),
            share=Case(
                When(is_over & Q(maximum__gt=0, score__isnull=False), then=SHARE),
                default=0.0,
                output_field=FloatField(),
            ),
        )

    def visible_to(self, user: Any) -> Self:
        """Attempts of the person behind the account; nobody reads another's single answers."""
        return self.filter(person__user=user) if user.is_authenticated else self.none()


class Attempt(models.Model):
    """An attempt; what decides its result is frozen in it at the start.

    `score` and `maximum` are in marks, `pass_mark` in percent of the maximum; `slots` counts the
    places drawn, unscored ones included. `deadline` is what the person sees, `closes_at` when the
    server stops taking answers: the deadline and the allowance for transmission. `salt` makes the
    option tokens of this attempt unlike those of any other.
    `attempts_allowed` (0: any number) is copied so that the database itself refuses one too many.
    """

    quiz = models.ForeignKey(
        QuizPage, verbose_name=_("quiz"), on_delete=models.PROTECT, related_name="attempts"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="attempts"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit at the time"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    number = models.PositiveIntegerField(_("attempt number"))
    attempts_allowed = models.PositiveIntegerField(_("attempts allowed"))
    salt = models.CharField(_("salt"), max_length=32)
    slots = models.PositiveIntegerField(_("places"))
    state = models.CharField(
        _("state"), max_length=15, choices=AttemptState, default=AttemptState.IN_PROGRESS
    )
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"), null=True)
    closes_at = models.DateTimeField(_("closes at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    pass_mark = models.PositiveIntegerField(_("pass mark (%)"))
    negative_marks = models.BooleanField(_("wrong answers cost marks"), default=False)
    score = models.DecimalField(_("score"), max_digits=12, decimal_places=6, null=True)
    maximum = models.DecimalField(_("maximum"), max_digits=12, decimal_places=6)
    is_passed = models.BooleanField(_("passed"), null=True)

    objects = AttemptQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["state", "closes_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "person", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["quiz", "person"],
                condition=Q(state="in_progress"),
                name="attempt_one_in_progress",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempt_number_from_one"),
            models.CheckConstraint(
                condition=Q(attempts_allowed=0) | Q(number__lte=F("attempts_allowed")),
                name="attempt_within_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.quiz} · {self.number}"

    @property
    def is_running(self) -> bool:
        """Whether nobody has closed the attempt yet."""
        return self.state == AttemptState.IN_PROGRESS

    def is_overdue(self, moment: datetime.datetime) -> bool:
        """Whether a running attempt takes no more answers: deadline and allowance have passed."""
        return self.is_running and self.closes_at is not None and self.closes_at <= moment

    @property
    def percent(self) -> Decimal | None:
        """The score in percent of the maximum, None before marking."""
        return None if self.score is None else percent(self.score, self.maximum)


class ResponseQuerySet(models.QuerySet):
    """Answers by owner and by what is to be done with them."""

    def visible_to(self, user: Any) -> Self:
        """Answers of the person behind the account."""
        return self.filter(attempt__person__user=user) if user.is_authenticated else self.none()

    def unanswered(self) -> Self:
        """Questions that still wait for an answer, in their order."""
        no_questions = [kind for kind in QuestionKind.values if not type_of(kind).is_answerable]
        waiting = self.filter(answer=[]).exclude(question_version__kind__in=no_questions)
        return waiting.order_by("slot")

    def that_can_be_cleared(self, slots: Collection[int], *, unticked: Collection[int]) -> set[int]:
        """Of these places those with an answer that a form can take back.

        Those named as `unticked` too were not posted at all, which says something of ticks only.
        """
        answered = self.filter(slot__in=slots).exclude(answer=[])
        ticks_or_text = Q(question_version__kind=QuestionKind.MULTIPLE) | ~Q(slot__in=unticked)
        return set(answered.filter(ticks_or_text).values_list("slot", flat=True))

    def to_write(self, slots: Collection[int], *, lock: bool = False) -> dict[int, "Response"]:
        """Rows of one attempt by slot, with all that an answer is judged by, in one statement."""
        rows: Any = self.filter(slot__in=slots).order_by("slot")
        rows = rows.select_related("attempt", "question_version").only(
            "slot",
            *STANDING_FIELDS,
            "option_order",
            "attempt__salt",
            "attempt__state",
            "attempt__deadline",
            "attempt__closes_at",
            "question_version__kind",
            "question_version__options",
            "question_version__marking_rule",
            "question_version__tolerance",
            "question_version__unit",
            "question_version__correction",
        )
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.slot: row for row in rows}


class Response(models.Model):
    """The answer to one drawn question.

    `option_order` is a list of option ids (uuid strings), `answer` a list whose elements depend on
    the type of the question, empty while there is none. `version_counter` rises with each save;
    `writer` and `writer_number` name the save that stands here, so that the same save sent again
    is known. `closes_at` is the attempt's, repeated here so that one UPDATE of this row decides
    whether an answer was in time. `revealed_at` is when its explanation was shown before handing
    in, after which it stays as it is.
    """

    attempt = models.ForeignKey(
        Attempt, verbose_name=_("attempt"), on_delete=models.CASCADE, related_name="responses"
    )
    slot = models.PositiveIntegerField(_("place"))
    question_version = models.ForeignKey(
        QuestionVersion,
        verbose_name=_("version of the question"),
        on_delete=models.PROTECT,
        related_name="responses",
    )
    option_order = models.JSONField(_("order of options"))
    answer = models.JSONField(_("answer"), default=list)
    version_counter = models.PositiveIntegerField(_("saves"), default=0)
    writer = models.CharField(_("writer"), max_length=60, blank=True)
    writer_number = models.PositiveBigIntegerField(_("number of the save"), default=0)
    saved_at = models.DateTimeField(_("saved at"), null=True)
    closes_at = models.DateTimeField(_("closes at"), null=True)
    is_closed = models.BooleanField(_("closed"), default=False)
    is_flagged = models.BooleanField(_("flagged for later"), default=False)
    revealed_at = models.DateTimeField(_("explained at"), null=True)
    mark = models.DecimalField(_("mark"), max_digits=9, decimal_places=6, null=True)

    objects = ResponseQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["attempt_id", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="response_slot_once"),
            models.UniqueConstraint(
                fields=["attempt", "question_version"], name="response_question_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.slot}"

    @property
    def tokens(self) -> Tokens:
        """What the options are called in this attempt."""
        return tokens_of(self.attempt.salt, self.slot, self.question_version.options)

    def parse(self, values: Sequence[str]) -> list[Any] | None:
        """The answer behind posted values, None if they do not answer this question."""
        version = self.question_version
        return type_of(version.kind).parse(values, version.item, self.tokens)

    def stands_as(self, fresh: "Response") -> None:
        """Take over from a row just read what can change while the attempt runs."""
        for name in STANDING_FIELDS:
            setattr(self, name, getattr(fresh, name))
