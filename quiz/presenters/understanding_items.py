"""The questions of a quiz with their figures: the table, its file, and each one in detail."""

import datetime
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.reports.shares import one_decimal
from intranet.reports.sheets import Cell, Column, Sheet, sheet
from quiz.presenters.bank import short_stem
from quiz.presenters.corrected import correction_note
from quiz.presenters.item_wording import ADVICE, BRIEFLY, TONES
from quiz.presenters.understanding import (
    as_of_text,
    counted_text,
    percent_words,
    sample_words,
    share_words,
)
from quiz.understanding.item_advice import Advice, attractive
from quiz.understanding.lines import WITH_DISTRACTORS, Line
from quiz.understanding.options import OptionFigures
from quiz.understanding.topics import reading_of
from quiz.understanding.whole import Whole

MINUTE = 60
SEVERITY = {kind: place for place, kind in enumerate(Advice)}


class Order(enum.StrEnum):
    """How questions are ordered; the value is what the address says."""

    WORST = "can-xem"
    FACILITY = "do-de"
    INDEX = "phan-biet"
    EFFICIENCY = "hieu-qua"
    SECONDS = "thoi-gian"
    TOPIC = "chu-de"

    @property
    def label(self) -> Any:
        """The order as it is read on the screen."""
        return _ORDERS[self]


_ORDERS = {
    Order.WORST: gettext_lazy("To be looked at first"),
    Order.FACILITY: gettext_lazy("Hardest first"),
    Order.INDEX: gettext_lazy("Lowest discrimination first"),
    Order.EFFICIENCY: gettext_lazy("Lowest efficiency first"),
    Order.SECONDS: gettext_lazy("Longest first"),
    Order.TOPIC: gettext_lazy("By topic"),
}


def order_of(wanted: str) -> Order:
    """The order asked for; an unknown one is the worst first."""
    try:
        return Order(wanted)
    except ValueError:
        return Order.WORST


def ordered(lines: Sequence[Line], order: Order) -> list[Line]:
    """The questions in the order asked for, those without figures last."""
    key = _KEYS[order]
    return sorted(lines, key=lambda line: (line.figures is None, *key(line), line.version.pk))


def _low(value: float | None) -> tuple[bool, float]:
    return value is None, value or 0.0


def _index(line: Line) -> tuple[Any, ...]:
    return _low(line.figures.statistics.discrimination_index if line.figures else None)


def _worst(line: Line) -> tuple[Any, ...]:
    if line.figures is None:
        return (-line.answered.attempts,)
    return SEVERITY[line.figures.advice[0]], *_index(line)


_KEYS: Mapping[Order, Callable[[Line], tuple[Any, ...]]] = {
    Order.WORST: _worst,
    Order.FACILITY: lambda line: _low(line.figures.statistics.facility if line.figures else None),
    Order.INDEX: _index,
    Order.EFFICIENCY: lambda line: _low(
        line.figures.statistics.discriminative_efficiency if line.figures else None
    ),
    Order.SECONDS: lambda line: (-((line.figures.seconds if line.figures else None) or 0.0),),
    Order.TOPIC: lambda line: (line.version.topic.name, *_worst(line)),
}


def order_choices(current: Order, query: str) -> list[dict[str, Any]]:
    """Links to each order."""
    return [
        {"label": order.label, "url": f"?{query}sap-xep={order}", "is_current": order is current}
        for order in Order
    ]


def summary(lines: Sequence[Line]) -> str:
    """How many questions there are, and how many should be looked at."""
    bad = sum(line.needs_attention for line in lines)
    told = ngettext("%(number)d question was asked", "%(number)d questions were asked", len(lines))
    told %= {"number": len(lines)}
    if not bad:
        return _("%(told)s; none has to be looked at.") % {"told": told}
    more = ngettext(
        "%(number)d has something to look at", "%(number)d have something to look at", bad
    ) % {"number": bad}
    return f"{told}; {more}."


def item_rows(lines: Iterable[Line], *, sees_bank: bool, sees_keys: bool) -> list[dict[str, Any]]:
    """Each question as a row of the table and in detail; what tells a key for who sees keys."""
    return [_row(line, sees_bank=sees_bank, sees_keys=sees_keys) for line in lines]


def _row(line: Line, *, sees_bank: bool, sees_keys: bool) -> dict[str, Any]:
    version = line.version
    return {
        "anchor": f"cau-{version.line_id}",
        "short": short_stem(version),
        "stem": version.stem,
        "topic": version.topic.name,
        "versions": _versions(line),
        "note": correction_note(version) if sees_keys else "",
        "is_void": line.is_void,
        "needs_attention": line.needs_attention,
        "is_drawn": not version.is_fixed,
        "attempts": line.answered.attempts,
        "too_few": None if line.is_void else _too_few(line),
        "source": reading_of(version),
        "bank_url": reverse("wagtailsnippets_quiz_question:usage", args=[version.question_id])
        if sees_bank
        else "",
        **(_figures(line) if line.figures else {}),
        **({} if sees_keys else {"options": []}),
    }


def _versions(line: Line) -> str:
    numbers = ", ".join(str(version.number) for version in line.versions)
    if len(line.versions) > 1:
        return _("versions %(numbers)s, joined: only typing errors were mended") % {
            "numbers": numbers
        }
    return _("version %(number)s") % {"number": numbers}


def _too_few(line: Line) -> str:
    return ngettext(
        "not enough data yet (%(number)d attempt)",
        "not enough data yet (%(number)d attempts)",
        line.answered.attempts,
    ) % {"number": line.answered.attempts}


def _figures(line: Line) -> dict[str, Any]:
    """The figures of a question that enough people answered."""
    figures = line.figures
    assert figures is not None  # noqa: S101  (the caller asked)
    statistics, (low, high) = figures.statistics, line.answered.between
    return {
        "has_figures": True,
        "right": share_words(line.answered.share),
        "right_width": round(100 * line.answered.share, 1),
        "between": _("between %(low)s and %(high)s")
        % {"low": share_words(low), "high": share_words(high)},
        "facility": share_words(statistics.facility),
        "index": percent_words(statistics.discrimination_index),
        "efficiency": percent_words(statistics.discriminative_efficiency),
        "weight": percent_words(figures.effective_weight),
        "seconds": seconds_words(figures.seconds),
        "badges": [{"label": BRIEFLY[kind], "tone": TONES[kind]} for kind in figures.advice],
        "advice": [ADVICE[kind] for kind in figures.advice],
        "options": _options(line, figures.options),
        "is_written": bool(figures.options) and line.version.kind not in _WITH_OPTIONS,
        "unanswered": figures.unanswered,
    }


_WITH_OPTIONS = (*WITH_DISTRACTORS, "true_false")


def _options(line: Line, options: Sequence[OptionFigures]) -> list[dict[str, Any]]:
    """The options with the share that chose them and the mean result of those."""
    tempting: list[int] = []
    if line.version.kind in WITH_DISTRACTORS:
        tempting = attractive([option.as_chosen for option in options])
    return [
        {
            "text": option.text,
            "is_right": option.is_right,
            "chosen": option.chosen,
            "share": share_words(option.share),
            "width": round(100 * option.share, 1),
            "mean": percent_words(option.mean),
            "is_tempting": place in tempting,
        }
        for place, option in enumerate(options)
    ]


def seconds_words(seconds: float | None) -> str:
    """A time in seconds, or in minutes and seconds; a dash where it is not known."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), MINUTE)
    if not minutes:
        return _("%(seconds)d s") % {"seconds": rest}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}


def _in_percent(share: float | None) -> Cell:
    return None if share is None else one_decimal(100 * share)


def _of(read: Callable[[Any], float | None]) -> Callable[[Line], Cell]:
    """Read a figure in percent, nothing where there is none."""

    def cell(line: Line) -> Cell:
        value = read(line.figures) if line.figures else None
        return None if value is None else one_decimal(value)

    return cell


def _when_told(read: Callable[[Line], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line) if line.figures else None


COLUMNS: list[Column[Line]] = [
    Column(gettext_lazy("Question"), lambda line: line.version.stem, width=60),
    Column(gettext_lazy("Topic"), lambda line: line.version.topic.name, width=30),
    Column(
        gettext_lazy("Kind of question"), lambda line: line.version.get_kind_display(), width=20
    ),
    Column(
        gettext_lazy("Versions"),
        lambda line: ", ".join(str(version.number) for version in line.versions),
    ),
    Column(
        gettext_lazy("Given"),
        lambda line: _("to everybody") if line.version.is_fixed else _("drawn"),
    ),
    Column(gettext_lazy("Attempts"), lambda line: line.answered.attempts, numeric=True),
    Column(
        gettext_lazy("Fully right (%)"),
        _when_told(lambda line: _in_percent(line.answered.share)),
        numeric=True,
    ),
    Column(
        gettext_lazy("From (%)"),
        _when_told(lambda line: _in_percent(line.answered.between[0])),
        numeric=True,
    ),
    Column(
        gettext_lazy("To (%)"),
        _when_told(lambda line: _in_percent(line.answered.between[1])),
        numeric=True,
    ),
    Column(
        gettext_lazy("Facility (%)"),
        _of(lambda one: None if one.statistics.facility is None else 100 * one.statistics.facility),
        numeric=True,
    ),
    Column(
        gettext_lazy("Standard deviation (%)"),
        _of(lambda one: 100 * one.statistics.standard_deviation),
        numeric=True,
    ),
    Column(
        gettext_lazy("Discrimination (%)"),
        _of(lambda one: one.statistics.discrimination_index),
        numeric=True,
    ),
    Column(
        gettext_lazy("Discriminative efficiency (%)"),
        _of(lambda one: one.statistics.discriminative_efficiency),
        numeric=True,
    ),
    Column(
        gettext_lazy("Effective weight (%)"), _of(lambda one: one.effective_weight), numeric=True
    ),
    Column(gettext_lazy("Median time (seconds)"), _of(lambda one: one.seconds), numeric=True),
    Column(
        gettext_lazy("What to do"),
        lambda line: (
            "; ".join(str(BRIEFLY[kind]) for kind in line.figures.advice)
            if line.figures
            else _state(line)
        ),
        width=40,
    ),
]


def _state(line: Line) -> str:
    return _("void, counts for nobody") if line.is_void else _too_few(line)


def items_sheet(whole: Whole, lines: Sequence[Line], moment: datetime.datetime) -> Sheet:
    """The questions as a file; it says which attempts stand behind the figures."""
    attempts = sample_words(whole.sample, whole.attempts, whole.people)
    return replace(
        sheet(
            title=_("Questions of «%(title)s»") % {"title": whole.quiz.title},
            facts=[
                (_("Attempts"), attempts),
                (_("As of"), as_of_text(whole.quiz, moment)),
                (_("Counted"), counted_text(whole.quiz, moment)),
            ],
            columns=COLUMNS,
            rows=lines,
        ),
        duty=f"quiz:{whole.quiz.pk}",
    )
