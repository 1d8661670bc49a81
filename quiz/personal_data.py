"""What the quiz holds about a person: attempts, answers, scores."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.models import Person
from intranet.organisation.personal_data.registry import Owner, Section
from quiz.choices import AttemptState, LateState
from quiz.models import (
    Attempt,
    Extension,
    LateAnswer,
    QuizPage,
    RemarkedAttempt,
    Response,
)
from quiz.presenters.questions import answer_text


class QuizHoldings:
    """One statement a section for any number of attempts."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Attempts, every single answer, what came too late, was granted or marked again."""
        if owner.person is not None:
            yield _attempts(owner.person)
            yield _answers(owner.person)
            yield _late_answers(owner.person)
            yield _extensions(owner.person)
            yield _remarked(owner.person)


def _attempts(person: Person) -> Section:
    withheld = QuizPage.objects.withholding_scores(timezone.now())
    rows = Attempt.objects.filter(person=person).select_related("quiz").order_by("-started_at")
    return Section(
        "attempts",
        _("Attempts at quizzes"),
        _("To show you your results, and to count who has taken part."),
        (
            ("attempt", _("Number")),
            ("quiz", _("Quiz")),
            ("number", _("Attempt")),
            ("state", _("State")),
            ("started_at", _("Started at")),
            ("finished_at", _("Finished at")),
            ("score", _("Score")),
            ("maximum", _("Maximum")),
            ("passed", _("Passed")),
        ),
        [
            (
                row.pk,
                row.quiz.title,
                row.number,
                str(AttemptState(row.state).label),
                row.started_at,
                row.finished_at,
                None if row.is_withheld else _number(row.score),
                _number(row.maximum),
                None if row.is_withheld else row.is_passed,
            )
            for row in rows.annotate(is_withheld=Q(quiz__in=withheld))
        ],
    )


def _answers(person: Person) -> Section:
    """Every answer; which ones are right is as good as the key, so it comes when that may."""
    in_round = QuizPage.objects.in_round(timezone.now())
    rows = Response.objects.filter(attempt__person=person).select_related("question_version")
    return Section(
        "answers",
        _("My answers"),
        _("To mark your attempts. Nobody else reads single answers under your name."),
        (
            ("attempt", _("Number")),
            ("place", _("Question")),
            ("question", _("Text")),
            ("answer", _("Answer")),
            ("saved_at", _("Saved at")),
            ("mark", _("Mark")),
        ),
        [
            (
                row.attempt_id,
                row.slot,
                row.question_version.stem,
                answer_text(row),
                row.saved_at,
                None if row.is_withheld else _number(row.mark),
            )
            for row in rows.annotate(is_withheld=Q(attempt__quiz__in=in_round)).order_by(
                "-attempt__started_at", "slot"
            )
        ],
    )


def _late_answers(person: Person) -> Section:
    rows = LateAnswer.objects.filter(response__attempt__person=person)
    return Section(
        "late_answers",
        _("Answers that came too late"),
        _("To decide, where there was a reason, whether they count after all."),
        (
            ("attempt", _("Number")),
            ("place", _("Question")),
            ("answer", _("Answer")),
            ("arrived_at", _("Arrived at")),
            ("state", _("State")),
            ("reason", _("Reason")),
        ),
        [
            (
                row.response.attempt_id,
                row.response.slot,
                answer_text(row.response, row.answer),
                row.arrived_at,
                str(LateState(row.state).label),
                row.reason,
            )
            for row in rows.select_related("response__question_version").order_by("-arrived_at")
        ],
    )


def _extensions(person: Person) -> Section:
    rows = Extension.objects.filter(person=person).select_related("quiz").order_by("-created_at")
    return Section(
        "extensions",
        _("Extensions granted to me"),
        _("To give you the time or the attempts that were granted, and to account for it."),
        (
            ("quiz", _("Quiz")),
            ("extra_minutes", _("More minutes")),
            ("extra_attempts", _("More attempts")),
            ("closes_at", _("Open until")),
            ("reason", _("Reason")),
            ("created_at", _("Granted at")),
        ),
        [
            (
                row.quiz.title,
                row.extra_minutes,
                row.extra_attempts,
                row.closes_at,
                row.reason,
                row.created_at,
            )
            for row in rows
        ],
    )


def _remarked(person: Person) -> Section:
    """Results that a wrong key changed, as soon as the results themselves are told."""
    withheld = QuizPage.objects.withholding_scores(timezone.now()).values("pk")
    rows = RemarkedAttempt.objects.filter(attempt__person=person).select_related("repair")
    return Section(
        "remarked",
        _("Results marked again"),
        _("To account for a result that changed because the key of a question was wrong."),
        (
            ("attempt", _("Number")),
            ("marked_again_at", _("Marked again at")),
            ("score_before", _("Score before")),
            ("maximum_before", _("Maximum before")),
            ("score", _("Score")),
            ("maximum", _("Maximum")),
        ),
        [
            (
                row.attempt_id,
                row.repair.decided_at,
                _number(row.score_before),
                _number(row.maximum_before),
                _number(row.score),
                _number(row.maximum),
            )
            for row in rows.exclude(attempt__quiz__in=withheld).order_by("-pk")
        ],
    )


def _number(value: Decimal | None) -> str | None:
    """A number without the zeros that its column adds."""
    return None if value is None else f"{value.normalize():f}"
