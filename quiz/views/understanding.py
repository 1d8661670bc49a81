"""The screens of understanding, of a quiz with its questions and of one unit, and their file."""

import datetime
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from intranet.organisation.participation import UNPLACED
from intranet.organisation.permissions import can_view_participation, frame_of, visible_units
from intranet.organisation.tree import Node, Tree
from intranet.reports.exporting.delivery import export_view
from intranet.reports.exporting.kinds import CSV, XLSX
from intranet.reports.sheets import Sheet
from quiz.duties import QuizDuties, duty_of
from quiz.models import QuizPage
from quiz.permissions import may_see_questions, may_see_understanding
from quiz.presenters import understanding as told
from quiz.presenters import understanding_items as items
from quiz.understanding.answers import AnsweredByUnit, AnsweredSample
from quiz.understanding.beside import shown_beside
from quiz.understanding.frozen import COLUMNS, answered_of, by_unit_of, frozen_units, kept_of
from quiz.understanding.lines import lines_of
from quiz.understanding.protected import UnitTable
from quiz.understanding.reading import CountedAttempts, counted_people
from quiz.understanding.samples import Sample
from quiz.understanding.served import name_topics, served_versions
from quiz.understanding.topics import earned_in, topics_of
from quiz.understanding.whole import Whole, whole_of

UNIT = "don-vi"
BY_UNIT = "by_unit"
TOPMOST = "cao-nhat"
QUESTIONS_ON_A_PAGE = 20


@require_safe
@never_cache
def quiz_understanding(request: HttpRequest, key: str) -> HttpResponse:
    """The quiz as a whole for those who may see it, one unit for those who lead or choose it."""
    moment = timezone.now()
    is_whole = may_see_understanding(request.user) and not request.GET.get(UNIT)
    quiz = _quiz(request, key, moment, *(COLUMNS.values() if is_whole else [BY_UNIT]))
    head = {"quiz": quiz, "breadcrumb": _crumbs(request, quiz)}
    if quiz.is_withholding:
        return render(request, "quiz/understanding/withheld.html", head)
    if is_whole:
        context = _whole_context(request, quiz, moment)
        return render(request, "quiz/understanding/whole.html", {**head, **context})
    if not can_view_participation(request.user):
        raise PermissionDenied
    context = _unit_context(Units(request, quiz, moment))
    return render(request, "quiz/understanding/unit.html", {**head, **context})


def _items_sheet(request: HttpRequest, key: str) -> Sheet:
    """The questions of the quiz for a file, in the order and of the attempts of the screen."""
    moment = timezone.now()
    quiz = _quiz(request, key, moment, *COLUMNS.values())
    if not may_see_understanding(request.user):
        raise PermissionDenied
    if quiz.is_withholding:
        raise Http404
    samples = shown_beside(_samples(quiz, request.user, moment))
    nobody = AnonymousUser()  # a file has no links that only some may follow
    whole = _whole(request, quiz, samples, nobody)
    if not (whole.is_telling and _sees_items(request.user, quiz)):
        raise Http404
    return items.items_sheet(whole, _ordered_lines(request, whole), moment)


quiz_understanding_csv = export_view(_items_sheet, CSV)
quiz_understanding_xlsx = export_view(_items_sheet, XLSX)


class Units:
    """The units of the cut-off that the reader may see."""

    def __init__(self, request: HttpRequest, quiz: Any, moment: datetime.datetime) -> None:
        self.user, self.wanted = request.user, request.GET.get(UNIT, "")
        self.quiz, self.duty, self.moment = quiz, duty_of(quiz), moment

    @property
    def tree(self) -> Tree:
        """The units as they stood then, as they were frozen if they were."""
        return self.table.tree

    @cached_property
    def visible(self) -> set[int]:
        """Those whose figures the reader may see."""
        return visible_units(self.user, self.tree)

    def shown(self) -> int:
        """The unit that the address names, else the topmost of the reader.

        404 for a unit that did not exist, and for a quiz given to nobody whom the reader leads.
        """
        if not (may_see_understanding(self.user) or self._is_given_here()):
            raise Http404
        if self.wanted in ("", TOPMOST):
            return next(node.id for node, _depth in self.tree.walk() if node.id in self.visible)
        unit_id = int(self.wanted) if self.wanted.isdecimal() else -1
        if unit_id not in self.tree:
            raise Http404
        if unit_id not in self.visible:
            raise PermissionDenied
        return unit_id

    def near(self, unit_id: int) -> list[tuple[Node, int]]:
        """The way to the unit and those right below it, as far as they are visible."""
        path = self.tree.path(unit_id)
        rows = [(node, depth) for depth, node in enumerate(path)]
        rows += [(node, len(path)) for node in self.tree.children.get(unit_id, [])]
        if len(path) == 1:
            rows += [
                (node, 0) for node in self.tree.children[None] if node.id == UNPLACED != unit_id
            ]
        shown = [(node, depth) for node, depth in rows if node.id in self.visible]
        return [(node, depth - shown[0][1]) for node, depth in shown]

    @cached_property
    def table(self) -> UnitTable:
        """What may be told of each unit."""
        has_pass_mark = self.duty.has_pass_mark
        return UnitTable(self._units[0], self.answered, has_pass_mark=has_pass_mark)

    @cached_property
    def answered(self) -> AnsweredByUnit:
        """What the people of each unit understood, as it was written down or as it stands."""
        if self.quiz.kept is not None:
            return by_unit_of(self.quiz.kept.by_unit)
        return CountedAttempts(self.quiz.pk, _people(self.quiz, self.user, self.moment)).by_unit()

    @cached_property
    def _units(self) -> tuple[Tree, Collection[int]]:
        """The tree, and the units to whose people the quiz was given."""
        if self.quiz.roster_id is not None:
            return frozen_units(self.quiz.roster_id)
        frame = frame_of(self.user, self.duty.roll_day(self.moment))
        circle = frame.circle(self.duty.audience_id)
        return frame.tree, frame.tree.nodes if circle.unit_ids is None else circle.unit_ids

    def _is_given_here(self) -> bool:
        tree, given = self._units
        return not visible_units(self.user, tree).isdisjoint(given)


def _quiz(request: HttpRequest, key: str, moment: datetime.datetime, *columns: str) -> Any:
    """The published or frozen quiz; 403 for who sees neither its questions nor any unit.

    Once it is frozen it is called as it was then, and `kept` is what was written down, as far as
    the columns are asked for; `title_today` is another name that it has now. What was told once is
    withheld no more, although somebody is given longer after that.
    """
    user = request.user
    if not (may_see_understanding(user) or can_view_participation(user)):
        raise PermissionDenied
    quiz: Any = QuizPage.objects.with_key(key).for_understanding(moment).first()
    if quiz is None:
        raise Http404
    quiz.kept, quiz.title_today = None, ""
    if quiz.roster_id is not None:
        quiz.kept = kept_of(quiz.roster_id, *columns)
        if quiz.live and quiz.title != quiz.frozen_title:
            quiz.title_today = quiz.title
        quiz.title = quiz.frozen_title
    if quiz.kept is not None:
        quiz.pass_mark, quiz.is_withholding = quiz.kept.pass_mark, False
    return quiz


def _sample(request: HttpRequest) -> Sample:
    """The attempts asked for; an unknown choice is those that count."""
    try:
        return Sample(request.GET.get("luot", ""))
    except ValueError:
        return Sample.COUNTING


def _people(quiz: Any, user: Any, moment: datetime.datetime) -> QuerySet[Any]:
    """Whom the report of the quiz counts."""
    return counted_people(duty_of(quiz), moment, partial(frame_of, user), quiz.roster_id)


def _samples(quiz: Any, user: Any, moment: datetime.datetime) -> dict[Sample, AnsweredSample]:
    """Each sample as it was written down or as it stands; one where nobody has repeated."""
    read: Callable[[Sample], AnsweredSample]
    if quiz.kept is not None:
        read = partial(answered_of, quiz.kept)
        has_repeats = read(Sample.ALL).most_by_one > 1
    else:
        reading = CountedAttempts(quiz.pk, _people(quiz, user, moment))
        read, has_repeats = reading.whole, reading.has_repeats()
    return {sample: read(sample) for sample in (Sample if has_repeats else [Sample.COUNTING])}


def _whole(
    request: HttpRequest, quiz: Any, samples: Mapping[Sample, AnsweredSample], user: Any
) -> Whole:
    """The attempts of the sample asked for, of those that count where it is not shown."""
    wanted = _sample(request)
    sample = wanted if wanted in samples else Sample.COUNTING
    return whole_of(quiz, sample, samples[sample], user)


def _sees_items(user: Any, quiz: Any) -> bool:
    """Whether the reader may see the questions: while a round runs only who reads the bank.

    What was frozen stays, although somebody is given longer after that; see `_sees_keys`.
    """
    return _sees_keys(user, quiz) or quiz.kept is not None


def _sees_keys(user: Any, quiz: Any) -> bool:
    """Whether the reader may see which answers are right, and who chose what."""
    return may_see_questions(user) or not quiz.is_in_round


def _ordered_lines(request: HttpRequest, whole: Whole) -> list[Any]:
    return items.ordered(lines_of(whole), items.order_of(request.GET.get("sap-xep", "")))


def _whole_context(request: HttpRequest, quiz: Any, moment: datetime.datetime) -> dict[str, Any]:
    """What the template of the whole quiz prints."""
    samples = _samples(quiz, request.user, moment)
    shown = shown_beside(samples)
    whole = _whole(request, quiz, shown, request.user)
    context: dict[str, Any] = {
        "whole": whole,
        "meta": told.header_meta(whole, moment),
        "samples": told.sample_choices(whole.sample, shown),
        "not_beside": told.not_beside(samples, shown),
        "counted": told.counted_text(quiz, moment),
        "units_url": f"?{UNIT}={TOPMOST}" if can_view_participation(request.user) else "",
    }
    if not whole.is_shown:
        return context
    context |= {
        "distribution": told.distribution(whole.results, quiz.pass_mark),
        "topics": told.topic_rows(quiz, topics_of(earned_in(whole.answers), whole.versions)),
        "sees_items": _sees_items(request.user, quiz),
    }
    if not whole.is_telling:
        return {**context, "not_enough": told.not_enough(whole)}
    context["figures"] = told.quiz_figures(whole)
    context["sees_keys"] = _sees_keys(request.user, quiz)
    return {**context, **(_lines_context(request, whole) if context["sees_items"] else {})}


def _lines_context(request: HttpRequest, whole: Whole) -> dict[str, Any]:
    """The table of questions: one page of it, the orders, the files."""
    lines = _ordered_lines(request, whole)
    page = Paginator(lines, QUESTIONS_ON_A_PAGE).get_page(request.GET.get("trang"))
    order = items.order_of(request.GET.get("sap-xep", ""))
    sample = f"luot={whole.sample}&" if whole.sample is not Sample.COUNTING else ""
    query, key = f"{sample}sap-xep={order}", [whole.quiz.pk]
    return {
        "summary": items.summary(lines),
        "page": page,
        "rows": items.item_rows(
            page,
            sees_bank=may_see_questions(request.user),
            sees_keys=_sees_keys(request.user, whole.quiz),
        ),
        "orders": items.order_choices(order, sample),
        "query": f"{query}&",
        "csv_url": f"{reverse('quiz_understanding_csv', args=key)}?{query}",
        "xlsx_url": f"{reverse('quiz_understanding_xlsx', args=key)}?{query}",
    }


def _unit_context(units: Units) -> dict[str, Any]:
    """What the template of a unit prints: results and topics beside those of everybody."""
    unit_id, user = units.shown(), units.user
    unit, everybody = units.table.of(unit_id), units.table.of(None)
    context: dict[str, Any] = {
        "unit_name": units.tree.nodes[unit_id].name,
        "units": told.unit_options(
            units.near(unit_id), unit_id, with_all=may_see_understanding(user)
        ),
        "hiding": told.HIDDEN[unit.hiding] if unit.hiding else "",
        "meta": told.unit_meta(units.quiz, unit.people, units.moment),
        "counted": told.counted_text(units.quiz, units.moment),
    }
    if unit.hiding:
        return context
    earned = units.answered.earned
    versions = served_versions(units.quiz, earned.keys(), user)
    name_topics(versions.values(), {row.topic_id: row.topic for row in units.answered.marks})
    return {
        **context,
        "distribution": told.distribution(unit.results, units.quiz.pass_mark, unit.bands),
        "compared": told.means(unit.results, everybody.results),
        "topics": told.topic_rows(units.quiz, topics_of(earned, versions), unit.topics),
    }


def _crumbs(request: HttpRequest, quiz: Any) -> list[dict[str, str]]:
    """The way to the screen; reports stand in it for those who may open them."""
    crumbs = [{"title": _("Home"), "url": "/"}]
    if can_view_participation(request.user):
        report = reverse("report", args=[QuizDuties.kind, quiz.pk])
        crumbs += [
            {"title": _("Reports"), "url": reverse("reports")},
            {"title": quiz.title, "url": report},
        ]
    return [*crumbs, {"title": _("Understanding"), "url": ""}]


def understanding_button(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None
) -> Any:
    """Lead from the head of a quiz's screens in the admin to what its answers say."""
    if page.specific_class is QuizPage and page.live and may_see_understanding(user):
        address = reverse("quiz_understanding", args=[page.pk])
        yield Button(_("Understanding"), address, icon_name="view", priority=67)
