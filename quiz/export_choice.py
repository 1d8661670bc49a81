"""Which questions somebody wants as a file: marked ones, what the list shows, or the whole bank."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from quiz.exporting import FORMATS
from quiz.models import Question
from quiz.question_filters import narrowed

KEY, FORMAT, DRAFTS = "id", "dinh-dang", "ban-nhap"
ALL = "all"
MOST_DIGITS = 9
MOST_KEYS = 2_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address of the export says; what makes no sense in it is left aside."""

    questions: QuerySet[Question]
    parameters: tuple[tuple[str, str], ...]
    are_marked: bool
    format_name: str = ""
    with_drafts: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Choice":
        """Read the address."""
        wanted, given = request.GET.get(FORMAT, ""), request.GET.getlist(KEY)
        are_marked = bool(given) and ALL not in given
        keys = _keys(given)
        parameters = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in (FORMAT, DRAFTS) and value
        ]
        found = Question.objects.filter(pk__in=keys) if are_marked else _listed(request)
        return cls(
            questions=found.order_by("topic__name", "topic_id", "pk"),
            parameters=tuple((KEY, str(key)) for key in keys) if are_marked else tuple(parameters),
            are_marked=are_marked,
            format_name=wanted if wanted in FORMATS else "",
            with_drafts=DRAFTS in request.GET,
        )

    @property
    def query(self) -> str:
        """The same choice with its format, for the address of the file."""
        drafts = [(DRAFTS, "1")] if self.with_drafts else []
        return urlencode([*self.parameters, *drafts, (FORMAT, self.format_name)])


def _keys(values: Sequence[str]) -> list[int]:
    """The questions that are named, as far as there can be such."""
    sound = (text for text in values[:MOST_KEYS] if text.isascii() and text.isdecimal())
    return [int(text) for text in sound if len(text) <= MOST_DIGITS]


def _listed(request: HttpRequest) -> QuerySet[Question]:
    """What the list of the bank shows for the same address, topic by topic."""
    found = narrowed(Question.objects.all(), request.GET)
    return Question.objects.filter(pk__in=found.order_by().values("pk"))
