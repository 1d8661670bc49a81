"""Where a question is used, how often it was served and how well it works, in words."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.disclosure import MINIMUM
from quiz.presenters.bank import percent_text
from quiz.presenters.item_wording import ADVICE
from quiz.types import scored_kinds
from quiz.understanding.item_advice import Advice, advice
from quiz.understanding.item_figures import LineFigures
from quiz.understanding.item_statistics import ENOUGH

NO_FIGURES = format_lazy(
    gettext_lazy(
        "Not enough data yet: at least {attempts} finished attempts by at least {people} people."
    ),
    attempts=ENOUGH,
    people=MINIMUM,
)


def quizzes(rows: Iterable[Any], editable: set[int]) -> list[dict[str, Any]]:
    """The quizzes that ask or asked the question."""
    return [
        {
            "title": quiz.title,
            "url": reverse("wagtailadmin_pages:edit", args=[quiz.pk])
            if quiz.pk in editable
            else "",
            "way": _way(quiz),
            "state": _("published") if quiz.live else _("not published"),
            "served": quiz.served,
            "understanding_url": reverse("quiz_understanding", args=[quiz.pk]) if quiz.live else "",
        }
        for quiz in rows
    ]


def _way(quiz: Any) -> str:
    """How the quiz comes to ask the question."""
    if quiz.is_fixed:
        return _("fixed question")
    if quiz.quota:
        return _("may be drawn by topic (%(count)d questions)") % {"count": quiz.quota}
    return _("earlier, no longer")


def lines(
    question: Any, served: dict[int, int], figures: dict[int, LineFigures]
) -> list[dict[str, Any]]:
    """Versions with their figures, the newest first; those with mended typing errors together."""
    together: dict[int, list[Any]] = defaultdict(list)
    versions = list(question.versions.order_by("number"))
    for version in versions:
        together[version.line_id].append(version)
    before = {after.pk: first for first, after in pairwise(versions)}
    told = [
        {
            "numbers": ", ".join(str(version.number) for version in of_line),
            "is_joined": len(of_line) > 1,
            "is_current": question.current_version_id in [version.pk for version in of_line],
            "stem": of_line[-1].stem,
            "published": date_format(localtime(of_line[0].created_at), "d/m/Y"),
            "served": sum(served.get(version.pk, 0) for version in of_line),
            "comparisons": [
                _comparison(question, before[version.pk], version)
                for version in of_line
                if version.pk in before
            ],
            **_figures(figures.get(line), of_line[-1].kind),
        }
        for line, of_line in together.items()
    ]
    return told[::-1]


def _comparison(question: Any, first: Any, second: Any) -> dict[str, str]:
    numbers = [first.number, second.number]
    return {
        "label": _("Compare %(first)d with %(second)d")
        % {"first": first.number, "second": second.number},
        "url": reverse("quiz_version_comparison", args=[question.pk, *numbers]),
    }


def _figures(found: LineFigures | None, kind: str) -> dict[str, Any]:
    """The figures of a line, or why there are none."""
    if kind not in scored_kinds():
        return {"note": _("It earns no marks, so nothing is right or wrong.")}
    attempts = found.answered.attempts if found else 0
    if found is None or not found.answered.is_telling:
        return {"attempts": attempts, "note": NO_FIGURES}
    answered, statistics = found
    low, high = answered.between
    return {
        "attempts": attempts,
        "right": percent_text(answered.share),
        "between": _("between %(low)s and %(high)s")
        % {"low": percent_text(low), "high": percent_text(high)},
        "facility": _in_percent(_times_100(statistics.facility)),
        "index": _in_percent(statistics.discrimination_index),
        "efficiency": _in_percent(statistics.discriminative_efficiency),
        "advice": [ADVICE[one] for one in advice(answered.share, statistics)],
        "is_sound": advice(answered.share, statistics) == [Advice.SOUND],
    }


def _times_100(share: float | None) -> float | None:
    return None if share is None else share * 100


def _in_percent(value: float | None) -> str:
    """A figure that runs to 100; a dash where it means nothing."""
    return "–" if value is None else f"{round(value)}%"
