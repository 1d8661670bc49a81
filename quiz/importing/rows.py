"""What the screens of an import ask of its questions: which ones, how many of which."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.choices import QuestionKind
from quiz.models import QuestionImport, QuestionImportRow, RowOutcome
from quiz.models.imports import IN_BANK

NOT_DIFFICULT = (QuestionKind.TEXT_BLOCK, QuestionKind.SURVEY, QuestionKind.SURVEY_TEXT)
TAKEN = Q(is_skipped=False)
SOUND = TAKEN & Q(has_errors=False)


class Filter(NamedTuple):
    """Some of the questions: what they are called, and which they are."""

    label: str | Promise
    condition: Q


FILTERS: dict[str, Filter] = {
    "loi": Filter(_("with faults"), TAKEN & Q(has_errors=True)),
    "canh-bao": Filter(_("please check"), TAKEN & Q(problems_text__contains='"warning"')),
    "moi": Filter(_("new"), SOUND & Q(outcome=RowOutcome.NEW)),
    "thay-doi": Filter(_("changed"), SOUND & Q(outcome=RowOutcome.CHANGED)),
    "da-co": Filter(_("already in the bank"), SOUND & Q(outcome=RowOutcome.SAME)),
    "lap": Filter(
        _("twice in the file"),
        Q(outcome=RowOutcome.REPEATED) & (Q(is_skipped=True) | Q(has_errors=False)),
    ),
    "da-sua": Filter(_("mended here"), Q(is_mended=True)),
    "bo-qua": Filter(_("left out"), Q(is_skipped=True) & ~Q(outcome=RowOutcome.REPEATED)),
}
WRITTEN = SOUND & Q(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED))


def listed(question_import: QuestionImport) -> QuerySet[QuestionImportRow]:
    """The questions of an import as its screens list them."""
    rows = question_import.rows.annotate(problems_text=Cast("problems", TextField()))
    return rows.select_related("topic").defer("as_read", "reader_problems")


def counts(question_import: QuestionImport) -> dict[str, int]:
    """How many questions there are in all, and behind each filter, in one statement."""
    numbers = {
        name.replace("-", "_"): Count("pk", filter=one.condition) for name, one in FILTERS.items()
    }
    found = listed(question_import).aggregate(total=Count("pk"), **numbers)
    return {name.replace("_", "-"): number for name, number in found.items()}


def without_difficulty(question_import: QuestionImport) -> int:
    """How many new questions get a difficulty that the file does not name."""
    new = question_import.rows.filter(SOUND, outcome=RowOutcome.NEW, data__difficulty="")
    return new.exclude(data__kind__in=NOT_DIFFICULT).count()


def earlier(question_import: QuestionImport) -> QuestionImport | None:
    """The latest import by which the very same file has come into the bank already."""
    same = QuestionImport.objects.filter(
        sha256=question_import.sha256, state__in=IN_BANK, applied_at__isnull=False
    )
    others = same.exclude(pk=question_import.pk).select_related("applied_by")
    return others.defer("report", "mapping").order_by("-applied_at").first()


def by_kind_and_topic(question_import: QuestionImport) -> list[Mapping[str, Any]]:
    """How many questions that are taken in there are of each kind in each topic."""
    rows = question_import.rows.filter(TAKEN).exclude(outcome=RowOutcome.REPEATED)
    groups = rows.order_by().values(kind=KT("data__kind"), topic_name=F("topic__name"))
    return list(groups.annotate(number=Count("pk")))
