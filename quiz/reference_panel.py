"""Beside each option of the editing form: what was recognised in it."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import Panel

from quiz.reference_wording import messages, notes


class RecognisedPanel(Panel):
    """Prints what `attach_notes` left at the form of the option; nothing for an ordinary one."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one option."""

        template_name = "quiz/recognised.html"

        def is_shown(self) -> bool:
            """Only where there is something to say."""
            return bool(getattr(self.form, "note", ""))

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The note."""
            return {**super().get_context_data(parent_context), "note": self.form.note}


def attach_notes(form: WagtailAdminModelForm) -> None:
    """Leave at the form of each option how it was understood, as it was saved or just posted."""
    options = _options(form)
    for option, note in zip(options, notes(*_question(form, options)), strict=True):
        option.note = note


def reference_messages(form: WagtailAdminModelForm) -> list[str]:
    """What is wrong with options that speak of each other."""
    return messages(*_question(form, _options(form)))


def _options(form: WagtailAdminModelForm) -> list[Any]:
    """The forms of the options that stay, in their order."""
    formset = form.formsets["options"]
    filled = [
        option for option in formset.forms if option["text"].value() and not _is_removed(option)
    ]
    return sorted(filled, key=_place)


def _is_removed(option: Any) -> bool:
    return str(option["DELETE"].value() or "") not in {"", "False", "false"}


def _place(option: Any) -> int:
    value = option["ORDER"].value()
    return int(value) if str(value or "").isdecimal() else 0


def _question(
    form: WagtailAdminModelForm, options: list[Any]
) -> tuple[str, list[str], list[str], str]:
    return (
        str(form["kind"].value() or ""),
        [str(option["text"].value()) for option in options],
        [str(option["reference_handling"].value() or "") for option in options],
        str(form["stem"].value() or ""),
    )
