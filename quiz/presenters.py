"""What the quiz screens print, made ready so that templates ask nothing of the database."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.pages.trail import breadcrumb, topic_tags
from intranet.policies.models import PolicyPage
from quiz.choices import FINISHED, AttemptState, GradingMethod
from quiz.drawing import letter
from quiz.grading import Finished, counting
from quiz.marking import marks_needed

MOMENT = "H:i, d/m/Y"
STATE_TONES = {
    AttemptState.IN_PROGRESS: "info",
    AttemptState.SUBMITTED: "neutral",
    AttemptState.EXPIRED: "warning",
    AttemptState.VOIDED: "danger",
}


def moment_text(moment: datetime.datetime) -> str:
    """A moment as it is read here: 14:03, 22/11/2026."""
    return date_format(timezone.localtime(moment), MOMENT)


def number_text(value: Any) -> str:
    """A number with a decimal comma and no needless zeros: 8, 83,3."""
    return number_format(f"{value:.1f}".rstrip("0").rstrip("."))


# In a list ---------------------------------------------------------------------------------------


def list_row(quiz: Any, now: datetime.datetime) -> dict[str, Any]:
    """Whether the quiz can be taken now, how long it lasts and by when it is to be done."""
    if quiz.opens_at and now < quiz.opens_at:
        label, tone = _("not yet open"), "neutral"
    elif quiz.closes_at and quiz.closes_at <= now:
        label, tone = _("closed for taking"), "neutral"
    else:
        label, tone = _("open for taking"), "success"
    meta = [_time_rule(quiz)] if quiz.time_limit else []
    if quiz.due_at:
        meta.append(_("to be done by %(due)s") % {"due": moment_text(quiz.due_at)})
    return {"state_label": label, "state_tone": tone, "meta": meta}


# Start page --------------------------------------------------------------------------------------


def start_page(quiz: Any, request: Any) -> dict[str, Any]:
    """The rules, the reader's own attempts, and what the reader can do now."""
    now = timezone.now()
    user = request.user
    attempts = list(quiz.attempts.visible_to(user).order_by("number")) if quiz.pk else []
    running = next((attempt for attempt in attempts if attempt.is_running), None)
    used_up = bool(quiz.max_attempts) and len(attempts) >= quiz.max_attempts
    return {
        "breadcrumb": breadcrumb(quiz, request),
        "topic_tags": topic_tags(quiz),
        "rules": _rules(quiz, len(attempts)),
        "attempts": _attempt_rows(quiz, attempts),
        "start_url": reverse("quiz_start", args=[quiz.pk]) if quiz.pk else "",
        "continue_url": reverse("attempt", args=[running.pk]) if running else "",
        "is_repeated": bool(attempts),
        "obstacle": "" if running else _obstacle(quiz, now, used_up=used_up),
    }


def _rules(quiz: Any, used: int) -> list[dict[str, Any]]:
    size = quiz.composition.size
    rules = [
        (_("Questions"), str(size), "list-checks"),
        (_("Time allowed"), _time_rule(quiz), "clock"),
        (_("To pass"), _pass_rule(quiz, size), "award"),
        (_("Attempts"), _attempts_rule(quiz, used), "pencil"),
    ]
    if quiz.max_attempts != 1:
        rules.append(
            (_("Attempt that counts"), str(GradingMethod(quiz.grading_method).label), "check")
        )
    if quiz.opens_at or quiz.closes_at:
        rules.append((_("Opening time"), _window_rule(quiz), "calendar"))
    if quiz.due_at:
        rules.append((_("To be done by"), moment_text(quiz.due_at), "flag"))
    return [{"label": label, "value": value, "icon": icon} for label, value, icon in rules]


def _time_rule(quiz: Any) -> str:
    if not quiz.time_limit:
        return _("no limit")
    minutes = ngettext("%(count)d minute", "%(count)d minutes", quiz.time_limit)
    return minutes % {"count": quiz.time_limit}


def _pass_rule(quiz: Any, size: int) -> str:
    if not quiz.pass_mark:
        return _("no pass mark")
    return _("%(needed)d of %(size)d right (%(percent)d%%)") % {
        "needed": marks_needed(size, quiz.pass_mark),
        "size": size,
        "percent": quiz.pass_mark,
    }


def _attempts_rule(quiz: Any, used: int) -> str:
    if not quiz.max_attempts:
        return _("as many as you like")
    left = max(quiz.max_attempts - used, 0)
    return _("%(allowed)d, of which %(left)d left") % {"allowed": quiz.max_attempts, "left": left}


def _window_rule(quiz: Any) -> str:
    if quiz.opens_at and quiz.closes_at:
        return _("from %(start)s to %(end)s") % {
            "start": moment_text(quiz.opens_at),
            "end": moment_text(quiz.closes_at),
        }
    if quiz.opens_at:
        return _("from %(start)s") % {"start": moment_text(quiz.opens_at)}
    return _("until %(end)s") % {"end": moment_text(quiz.closes_at)}


def _obstacle(quiz: Any, now: datetime.datetime, *, used_up: bool) -> str:
    """Why no attempt can begin now; empty when one can."""
    if quiz.opens_at and now < quiz.opens_at:
        return _("The quiz opens at %(start)s.") % {"start": moment_text(quiz.opens_at)}
    if quiz.closes_at and quiz.closes_at <= now:
        return _("The quiz closed at %(end)s.") % {"end": moment_text(quiz.closes_at)}
    return _("You have used all attempts allowed for this quiz.") if used_up else ""


def _attempt_rows(quiz: Any, attempts: Sequence[Any]) -> list[dict[str, Any]]:
    counted = counting_number(attempts, quiz.grading_method)
    return [
        {
            "number": attempt.number,
            "started": moment_text(attempt.started_at),
            "state_label": AttemptState(attempt.state).label,
            "state_tone": STATE_TONES[AttemptState(attempt.state)],
            "score": score_text(attempt),
            "percent": number_text(attempt.percent) if attempt.percent is not None else "",
            "is_passed": attempt.is_passed,
            "has_pass_mark": attempt.pass_mark > 0,
            "counts": attempt.number == counted,
            "url": reverse("attempt", args=[attempt.pk]),
        }
        for attempt in attempts
    ]


def counting_number(attempts: Iterable[Any], method: str) -> int | None:
    """The number of the attempt that counts among finished ones."""
    counted = counting(
        [
            Finished(attempt.number, attempt.percent, bool(attempt.is_passed))
            for attempt in attempts
            if attempt.state in FINISHED
        ],
        method,
    )
    return counted.number if counted else None


def score_text(attempt: Any) -> str:
    """The score in marks: 8/10; empty before marking."""
    if attempt.score is None:
        return ""
    return f"{number_text(attempt.score)}/{number_text(attempt.maximum)}"


def question_state(question: Any) -> str:
    """Where a question of the bank stands: asked or not, and whether a change waits."""
    state = _("in use") if question.live else _("not in use")
    if question.is_in_approval:
        return _("%(state)s, change awaits approval") % {"state": state}
    if question.has_unpublished_changes:
        return _("%(state)s, with a draft") % {"state": state}
    return state


def passed_text(attempt: Any) -> str:
    """Whether the attempt reached the pass mark, in words; empty before marking."""
    if attempt.is_passed is None:
        return ""
    return _("Passed") if attempt.is_passed else _("Not passed")


# One screen of a running attempt -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paging:
    """Which slots stand on which screen; screens and slots count from one."""

    total: int
    size: int

    @classmethod
    def of(cls, total: int, per_page: int) -> "Paging":
        """Screens of so many questions; zero puts all on one."""
        return cls(total, per_page or max(total, 1))

    @property
    def pages(self) -> int:
        """How many screens there are, at least one."""
        return max(-(-self.total // self.size), 1)

    def slots(self, page: int) -> range:
        """The slots on a screen."""
        first = (page - 1) * self.size + 1
        return range(first, min(first + self.size, self.total + 1))

    def page_of(self, slot: int) -> int:
        """The screen on which a slot stands."""
        return (slot - 1) // self.size + 1


def field_name(slot: int) -> str:
    """The name of a question's inputs."""
    return f"cau-{slot}"


def step(
    attempt: Any, responses: Sequence[Any], page: int, now: datetime.datetime
) -> dict[str, Any]:
    """One screen of questions with what is saved of them."""
    paging = Paging.of(len(responses), attempt.quiz.questions_per_page)
    slots = paging.slots(page)
    return {
        **_frame(attempt, responses, now),
        "page": page,
        "pages": paging.pages,
        "questions": [_question(responses[slot - 1]) for slot in slots],
        "is_single": paging.size == 1,
        "first_slot": slots[0],
        "last_slot": slots[-1],
        "palette": _palette(responses, paging, page),
    }


def overview(attempt: Any, responses: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    """All questions with what is still open, before handing in."""
    paging = Paging.of(len(responses), attempt.quiz.questions_per_page)
    frame = _frame(attempt, responses, now)
    return {
        **frame,
        "unanswered": frame["total"] - frame["answered"],
        "submit_url": reverse("attempt_submit", args=[attempt.pk]),
        "back_url": step_url(attempt, 1),
        "rows": [
            {
                "number": response.slot,
                "stem": response.question_version.stem,
                "is_answered": bool(response.answer),
                "url": step_url(attempt, paging.page_of(response.slot), response.slot),
            }
            for response in responses
        ],
    }


def step_url(attempt: Any, page: int, slot: int | None = None) -> str:
    """The address of a screen, of a question on it if one is named."""
    anchor = f"#{field_name(slot)}" if slot else ""
    return reverse("attempt_step", args=[attempt.pk, page]) + anchor


def _frame(attempt: Any, responses: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    saved = [response.saved_at for response in responses if response.saved_at]
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "total": len(responses),
        "answered": sum(bool(response.answer) for response in responses),
        "saved_at": max(saved, default=None),
        "deadline": attempt.deadline,
        "seconds": _seconds_left(attempt, now),
        "overview_url": reverse("attempt_overview", args=[attempt.pk]),
    }


def _seconds_left(attempt: Any, now: datetime.datetime) -> int | None:
    if attempt.deadline is None:
        return None
    return max(int((attempt.deadline - now).total_seconds()), 0)


def _question(response: Any) -> dict[str, Any]:
    """A question as it is asked: options by their place in this attempt, never by a lasting id."""
    version = response.question_version
    name = field_name(response.slot)
    return {
        "number": response.slot,
        "name": name,
        "kind": version.kind,
        "stem": version.stem,
        "saved_at": response.saved_at,
        "options": [
            {
                "id": f"{name}-{place}",
                "value": str(place),
                "text": f"{letter(place)}. {version.texts[option_id]}",
                "checked": option_id in response.answer,
            }
            for place, option_id in enumerate(response.option_order)
        ],
    }


def _palette(responses: Sequence[Any], paging: Paging, page: int) -> list[dict[str, Any]]:
    return [
        {
            "number": response.slot,
            "page": paging.page_of(response.slot),
            "is_current": paging.page_of(response.slot) == page,
            "is_answered": bool(response.answer),
        }
        for response in responses
    ]


# Result ------------------------------------------------------------------------------------------


def result(attempt: Any, responses: Sequence[Any], user: Any) -> dict[str, Any]:
    """The score, and each question with one's own answer, the right one and why."""
    urls = _policy_urls(responses, user)
    needed = marks_needed(attempt.maximum, attempt.pass_mark)
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "quiz_url": attempt.quiz.get_url() or "/",
        "score": score_text(attempt),
        "percent": number_text(attempt.percent),
        "right": sum(response.mark == 1 for response in responses),
        "total": len(responses),
        "needed": needed,
        "missing": max(needed - int(attempt.score), 0),
        "has_pass_mark": attempt.pass_mark > 0,
        "may_repeat": not attempt.is_passed and _may_take_again(attempt),
        "is_expired": attempt.state == AttemptState.EXPIRED,
        "finished": moment_text(attempt.finished_at),
        "questions": [_marked(response, urls) for response in responses],
    }


def _may_take_again(attempt: Any) -> bool:
    """Whether the quiz is still open to the person for another attempt."""
    quiz = attempt.quiz
    if not quiz.is_open(timezone.now()):
        return False
    if not quiz.max_attempts:
        return True
    return quiz.attempts.filter(person_id=attempt.person_id).count() < quiz.max_attempts


def _marked(response: Any, urls: dict[int, str]) -> dict[str, Any]:
    version = response.question_version
    url = urls.get(version.source_policy_id, "")
    anchor = f"#{version.source_anchor}" if version.source_anchor else ""
    return {
        "number": response.slot,
        "anchor": field_name(response.slot),
        "stem": version.stem,
        "is_right": bool(response.mark),
        "is_answered": bool(response.answer),
        "explanation": version.explanation,
        "source_label": version.source_label,
        "source_url": f"{url}{anchor}" if url else "",
        "options": [
            {
                "text": f"{letter(place)}. {version.texts[option_id]}",
                "is_key": option_id in version.key,
                "is_chosen": option_id in response.answer,
            }
            for place, option_id in enumerate(response.option_order)
        ],
    }


def _policy_urls(responses: Sequence[Any], user: Any) -> dict[int, str]:
    """Addresses of the policies that the questions rest on, as far as the person may read them."""
    ids = {response.question_version.source_policy_id for response in responses} - {None}
    if not ids:
        return {}
    pages = PolicyPage.objects.visible_to(user).filter(pk__in=ids).defer_streamfields()
    return {page.pk: page.get_url() or "" for page in pages}
