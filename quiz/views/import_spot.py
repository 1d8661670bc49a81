"""Where in an import somebody is at work: which questions are listed, which one is being mended."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from quiz.exporting import topic_names
from quiz.importing import rows as import_rows
from quiz.importing.forms import MendForm, mend_initial
from quiz.importing.kept import digest
from quiz.models import ImportState, QuestionImport, QuestionImportRow
from quiz.presenters.import_cards import anchor
from quiz.topic_tree import named_tree

FILTER, PAGE, MENDED = "loc", "trang", "sua"
SEEN = "seen"
MEND_PREFIX = "cau"
LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A filter and a page of the list, taken along through every button."""

    chosen: str = ""
    page: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Spot":
        """What the address says; nothing where it says nonsense."""
        chosen, page = request.GET.get(FILTER, ""), request.GET.get(PAGE, "")
        return cls(
            chosen=chosen if chosen in import_rows.FILTERS else "",
            page=page if _is_number(page) else "",
        )

    @property
    def query(self) -> str:
        """The same for an address."""
        return urlencode(
            [(FILTER, self.chosen)] * bool(self.chosen) + [(PAGE, self.page)] * bool(self.page)
        )

    def back(
        self, question_import: QuestionImport, number: int = 0, *, mended: bool = False
    ) -> HttpResponseRedirect:
        """Lead back to the same place of the list, to a question or with its form open."""
        query = self.query
        if mended:
            query = "&".join(filter(None, [query, urlencode({MENDED: number})]))
        address = reverse("question_import", args=[question_import.pk])
        mark = f"#{anchor(number)}" if number else ""
        return HttpResponseRedirect(f"{address}{f'?{query}' if query else ''}{mark}")


@dataclass(frozen=True, slots=True)
class Mending:
    """A question whose form stands in the place of its card."""

    row: QuestionImportRow
    form: MendForm
    known: str

    @property
    def seen(self) -> str:
        """A mark of what the question says now, which the form gives back."""
        return digest(self.row.data)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody has changed the question since the form was shown."""
        return self.known != self.seen

    @classmethod
    def of(cls, row: QuestionImportRow, request: HttpRequest) -> "Mending":
        """With what was posted, or with what the question says now."""
        form = MendForm(
            request.POST if request.method == "POST" else None,
            prefix=MEND_PREFIX,
            initial=mend_initial(row.data),
            topics=named_tree(topic_names()),
            written_topic=row.data.get("topic", ""),
            has_image=bool(row.image),
        )
        known = request.POST.get(SEEN, "") if request.method == "POST" else digest(row.data)
        return cls(row, form, known)


def row_of(question_import: QuestionImport, number: int) -> QuestionImportRow:
    """A question of the import as its list has it, or 404."""
    return get_object_or_404(import_rows.listed(question_import), number=number)


def mending_asked_for(question_import: QuestionImport, request: HttpRequest) -> Mending | None:
    """The question whose form the address asks for, while there is anything to mend."""
    number = request.GET.get(MENDED, "")
    if question_import.state != ImportState.DRAFT or not _is_number(number):
        return None
    row = import_rows.listed(question_import).filter(number=int(number)).first()
    return Mending.of(row, request) if row else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
