"""On the first screen of the admin: files of questions that wait for this account's approval."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from quiz.importing.approving import may_approve
from quiz.models import ImportState, QuestionImport
from quiz.permissions import may_import_questions

SHOWN = 10


class ImportsPanel(Component):
    """The files that somebody else has handed in, and those of one's own that came back."""

    name = "question_imports"
    template_name = "quiz/importing/panel.html"
    order = 216

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """What waits for approval by this account, and what came back to it."""
        user: Any = self.request.user
        imports = QuestionImport.objects.select_related("submitted_by", "decided_by")
        returned = imports.filter(state=ImportState.APPLIED, submitted_by=user)
        return {
            "waiting": _waiting_for(user, imports),
            "returned": returned.exclude(decision_reason="")[:SHOWN],
        }


def _waiting_for(user: Any, imports: QuerySet[QuestionImport]) -> list[QuestionImport]:
    """What others have handed in; whether the account may approve at all is asked once."""
    own = Q(uploaded_by=user) | Q(applied_by=user) | Q(submitted_by=user) | Q(menders=user)
    waiting = list(
        imports.filter(state=ImportState.SUBMITTED).exclude(own).order_by("submitted_at")[:SHOWN]
    )
    return waiting if waiting and may_approve(user, waiting[0]) else []


def show_imports(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for those who have to do with files of questions."""
    if may_import_questions(request.user):
        panels.append(ImportsPanel(request))
