"""The buttons of the bank's list that lead to files: questions in, questions out."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button, HeaderButton

from quiz.permissions import may_import_questions


class FileButtonsMixin:
    """For the list of questions; what is exported is what the list shows."""

    request: Any

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Wagtail's own, and the two ways."""
        buttons: list[Button] = [*super().header_buttons]  # type: ignore[misc]  # Wagtail's view
        if may_import_questions(self.request.user):
            buttons.append(
                _way(_("Import from a file"), reverse("question_imports"), "upload", 1010)
            )
        buttons.append(_way(_("Export to a file"), self._export, "download", 1020))
        return buttons

    @property
    def _export(self) -> str:
        query = self.request.GET.urlencode()
        return f"{reverse('question_export')}{f'?{query}' if query else ''}"


def _way(label: str, address: str, icon: str, priority: int) -> Button:
    """A button that on a phone is its sign alone; the words stay for those who listen."""
    return HeaderButton(
        label,
        address,
        icon_name=icon,
        classname="bank-files",
        attrs={"title": label},
        priority=priority,
    )
