"""What the screen of understanding prints of results and topics."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.disclosure import MINIMUM, joined_bands
from intranet.organisation.participation import Hiding
from intranet.organisation.understanding import TopicShare
from intranet.reports.shares import one_decimal, shares
from intranet.reports.wording import renamed
from quiz.presenters.words import moment_text
from quiz.understanding.answers import ResultRow
from quiz.understanding.item_statistics import ENOUGH
from quiz.understanding.quiz_statistics import QuizStatistics
from quiz.understanding.samples import Sample
from quiz.understanding.steps import STEPS, WIDTH, in_steps, step_of
from quiz.understanding.topics import TopicFigures, weak_below
from quiz.understanding.weights import mean
from quiz.understanding.whole import Whole

NEARLY_EVEN = 0.5
GOOD, USABLE = 70, 50
MINUS = "\N{MINUS SIGN}"

HIDDEN = {
    Hiding.FEW: gettext_lazy("fewer than 5 people"),
    Hiding.ALONG: gettext_lazy("hidden as well"),
}


def percent_words(value: float | None) -> str:
    """A figure in percent with one decimal; a dash where it means nothing."""
    if value is None:
        return "–"
    return f"{number_format(one_decimal(value), decimal_pos=1)}\u00a0%".replace("-", MINUS)


def share_words(share: float | None) -> str:
    """A share in percent with one decimal."""
    return percent_words(None if share is None else 100 * share)


def sample_words(sample: Sample, attempts: int, people: int) -> str:
    """How many attempts by how many people are looked at, each in its own word."""
    told = ngettext("%(number)s attempt", "%(number)s attempts", attempts) % {
        "number": number_format(attempts, force_grouping=True)
    }
    by = ngettext("by %(number)s person", "by %(number)s people", people) % {
        "number": number_format(people, force_grouping=True)
    }
    return f"{told} {by}: {sample.label}"


def header_meta(whole: Whole, moment: datetime.datetime) -> list[str]:
    """Which attempts stand behind the figures, as of when, and a new name of the quiz."""
    told = sample_words(whole.sample, whole.attempts, whole.people)
    return [told, as_of_text(whole.quiz, moment), *renamed(whole.quiz.title_today)]


def as_of_text(quiz: Any, moment: datetime.datetime) -> str:
    """Whether the figures are frozen or can still change, and since or as of when."""
    if quiz.roster_id is None:
        return _("figures as of %(moment)s") % {"moment": moment_text(moment)}
    if quiz.kept is None:
        return _(
            "figures of today, as of %(moment)s: they were not kept when the report was frozen"
        ) % {"moment": moment_text(moment)}
    return _("figures frozen at %(moment)s") % {"moment": moment_text(quiz.frozen_at)}


def counted_text(quiz: Any, moment: datetime.datetime) -> str:
    """Whose attempts are counted, and as of when."""
    told = _(
        "Counted are the people of the report, on the roll at the cut-off and not excused; "
        "%(as_of)s."
    )
    return told % {"as_of": as_of_text(quiz, moment)}


def unit_meta(quiz: Any, people: int, moment: datetime.datetime) -> list[str]:
    """Of how many people of the unit the figures tell, as of when, and a new name of the quiz."""
    told = ngettext(
        "%(number)s person of the unit has taken part",
        "%(number)s people of the unit have taken part",
        people,
    ) % {"number": number_format(people, force_grouping=True)}
    return [told, as_of_text(quiz, moment), *renamed(quiz.title_today)]


def means(own: Iterable[ResultRow], whole: Iterable[ResultRow]) -> dict[str, str]:
    """The mean result of the unit and that of everybody."""
    return {"own": percent_words(_mean(own)), "whole": percent_words(_mean(whole))}


def _mean(rows: Iterable[ResultRow]) -> float | None:
    return mean([(row.percent, row.attempts) for row in rows])


SAMPLES = {
    Sample.COUNTING: gettext_lazy("The one that counts"),
    Sample.FIRST: gettext_lazy("The first one"),
    Sample.ALL: gettext_lazy("All attempts"),
}


def sample_choices(current: Sample, shown: Collection[Sample]) -> list[dict[str, Any]]:
    """Links to each way of choosing attempts that may be shown; none where there is one alone."""
    if len(shown) == 1:
        return []
    return [
        {"label": label, "url": f"?luot={sample}", "is_current": sample is current}
        for sample, label in SAMPLES.items()
        if sample in shown
    ]


def not_beside(samples: Collection[Sample], shown: Collection[Sample]) -> str:
    """Which attempts cannot be looked at by themselves, and why; empty where all can."""
    left_out = [str(SAMPLES[sample]) for sample in samples if sample not in shown]
    if not left_out:
        return ""
    told = _(
        "Not shown by themselves: %(samples)s. Beside the attempts that count they would tell how "
        "fewer than %(people)d people did when they took the quiz again."
    )
    return told % {"samples": ", ".join(left_out), "people": MINIMUM}


def distribution(
    rows: Sequence[ResultRow], pass_mark: int, bands: Sequence[range] | None = None
) -> dict[str, Any]:
    """Results in steps of ten percent, passed ones apart; the highest decides the scale.

    Steps of few people stand together with their neighbours, see `disclosure`: in the bands given,
    or in those of these results by themselves.
    """
    steps = [{"passed": 0, "others": 0} for _place in range(STEPS)]
    for row in rows:
        group = "passed" if row.is_passed and pass_mark else "others"
        steps[step_of(row)][group] += row.attempts
    if bands is None:
        bands = joined_bands(*in_steps(rows, has_pass_mark=bool(pass_mark)))
    bins = [_bin(band, [steps[place] for place in band]) for band in bands]
    highest = max(one["count"] for one in bins)
    told = shares([one["count"] for one in bins]) or [None] * len(bins)
    return {
        "pass_mark": pass_mark,
        "highest": highest,
        "total": sum(one["count"] for one in bins),
        "limits": [place * WIDTH for place in range(STEPS)],
        "is_joined": len(bands) < STEPS,
        "bins": [
            {
                **one,
                "share": share,
                "others_y": highest - one["count"],
                "passed_y": highest - one["passed"],
            }
            for one, share in zip(bins, told, strict=True)
        ],
    }


def _bin(band: range, steps: Sequence[Mapping[str, int]]) -> dict[str, Any]:
    """One bar of neighbouring steps."""
    passed, others = (sum(step[group] for step in steps) for group in ("passed", "others"))
    return {
        "label": _band_label(band),
        "count": passed + others,
        "passed": passed,
        "others": others,
        "x": band.start * WIDTH + 1,
        "width": len(band) * WIDTH - 2,
    }


def _band_label(band: range) -> str:
    lower = band.start * WIDTH
    if band.stop == STEPS:
        return _("%(lower)s to 100%%") % {"lower": lower}
    return _("%(lower)s to under %(upper)s%%") % {"lower": lower, "upper": band.stop * WIDTH}


def quiz_figures(whole: Whole) -> list[dict[str, str]]:
    """The figures of the quiz, each with what it means."""
    figures = whole.statistics
    return [
        {
            "label": _("Mean"),
            "value": percent_words(figures.mean),
            "meaning": _("Of the highest possible score, in the mean of all attempts."),
        },
        {
            "label": _("Median"),
            "value": percent_words(figures.median),
            "meaning": _("Half of the attempts lie below it, half above."),
        },
        {
            "label": _("Standard deviation"),
            "value": percent_words(figures.standard_deviation),
            "meaning": _("How far results usually lie from the mean: the larger, the more unlike."),
        },
        {
            "label": _("Skewness"),
            "value": _plain(figures.skewness),
            "meaning": _skewness_meaning(figures),
        },
        {
            "label": _("Kurtosis"),
            "value": _plain(figures.kurtosis),
            "meaning": _kurtosis_meaning(figures),
        },
        {
            "label": _("Internal consistency"),
            "value": percent_words(figures.internal_consistency),
            "meaning": _consistency_meaning(whole),
        },
        {
            "label": _("Error ratio"),
            "value": percent_words(figures.error_ratio),
            "meaning": _("How much of the differences between results is chance."),
        },
        {
            "label": _("Standard error"),
            "value": percent_words(figures.standard_error),
            "meaning": _(
                "How far a single result may be from what the person would reach in the mean."
            ),
        },
    ]


def _plain(value: float | None) -> str:
    """A figure without a unit, with two decimals."""
    return "–" if value is None else number_format(f"{value:.2f}").replace("-", MINUS)


def _skewness_meaning(figures: QuizStatistics) -> str:
    if figures.skewness is None or abs(figures.skewness) < NEARLY_EVEN:
        return _("Above zero few did much better than most, below zero few did much worse.")
    if figures.skewness < 0:
        return _("Most did well, few did much worse: think of helping those.")
    return _("Most did poorly, few did much better: the quiz was hard, or not enough was read.")


def _kurtosis_meaning(figures: QuizStatistics) -> str:
    if figures.kurtosis is None or abs(figures.kurtosis) < NEARLY_EVEN:
        return _("Above zero most results lie close together, below zero they are spread evenly.")
    if figures.kurtosis < 0:
        return _("Results are spread evenly from low to high.")
    return _("Most results lie close together, few lie far off.")


def _consistency_meaning(whole: Whole) -> str:
    """How well the questions measure the same, or why that cannot be told."""
    value = whole.statistics.internal_consistency
    if value is None and whole.draws:
        return _(
            "Not computed: each attempt drew questions of its own, so there is no set of questions "
            "whose agreement could be told."
        )
    if value is None:
        return _("Not computed: it needs at least two questions that all attempts were asked.")
    if value >= GOOD:
        return _("Good: the questions agree with each other.")
    if value >= USABLE:
        return _("Usable for a group; a single result depends much on chance.")
    if value >= 0:
        return _("Weak: results depend much on chance. More or better questions would help.")
    return _("The questions contradict each other: look at those below that should be checked.")


def not_enough(whole: Whole) -> str:
    """Why there are no figures yet, with how many attempts there are."""
    told = ngettext(
        "Not enough data yet: figures of the quiz and of its questions need %(needed)s attempts, "
        "there is %(number)s so far.",
        "Not enough data yet: figures of the quiz and of its questions need %(needed)s attempts, "
        "there are %(number)s so far.",
        whole.attempts,
    )
    return told % {"needed": ENOUGH, "number": whole.attempts}


def topic_rows(
    quiz: Any, topics: Sequence[TopicFigures], unit: Mapping[int, TopicShare] | None = None
) -> list[dict[str, Any]]:
    """The topics, the weakest first; with a unit its own shares, those of all people beside."""
    rows = [_topic_row(quiz, one, unit) for one in topics]
    return sorted(rows, key=lambda row: (row["share"] is None, row["share"]))


def _topic_row(
    quiz: Any, figures: TopicFigures, unit: Mapping[int, TopicShare] | None
) -> dict[str, Any]:
    everybody = _of_everybody(figures)
    shown = everybody if unit is None else unit.get(figures.topic.pk, TopicShare(None))
    is_weak = shown.share is not None and shown.share < weak_below(quiz.pass_mark)
    return {
        "name": figures.topic.name,
        "share": shown.share,
        "width": _width(shown),
        "text": HIDDEN[shown.hiding] if shown.hiding else share_words(shown.share),
        "is_hidden": bool(shown.hiding),
        "compared": share_words(everybody.share),
        "compared_width": _width(everybody),
        "is_weak": is_weak,
        "readings": figures.readings if is_weak else [],
    }


def _of_everybody(figures: TopicFigures) -> TopicShare:
    """The topic of all people together; drawn questions may have been answered by few."""
    if figures.attempts < MINIMUM:
        return TopicShare(None, Hiding.FEW)
    return TopicShare(figures.earned.share)


def _width(topic: TopicShare) -> float:
    return round(100 * (topic.share or 0.0), 1)


def unit_options(
    units: Iterable[tuple[Any, int]], current: int | None, *, with_all: bool
) -> list[dict[str, Any]]:
    """The units to choose from, those below set in; first all together, for who sees all."""
    everybody = {"value": "", "label": _("The whole body, with all questions")}
    rows = [everybody] if with_all else []
    rows += [
        {"value": node.id, "label": "\u2014\u00a0" * depth + node.name} for node, depth in units
    ]
    chosen = "" if current is None else current
    return [{**row, "is_current": row["value"] == chosen} for row in rows]
