"""Parts of the form of a question that look at the rest of the bank."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, Panel

from quiz.presenters.bank import near_rows
from quiz.similar_questions import near_questions

LONGEST_IN_ADDRESS = 400


class NearPanel(Panel):
    """Below the stem: questions that ask nearly the same, found while one types.

    Who decides about a question finds them there at once. Without script a link leads to the page
    that looks for them.
    """

    class BoundPanel(Panel.BoundPanel):
        """The panel of one question."""

        template_name = "quiz/admin/near_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Where to ask, and which question is not to be told of."""
            url, but = reverse("quiz_near_questions"), self.instance.pk or ""
            query = urlencode({"cau": self.instance.stem[:LONGEST_IN_ADDRESS], "tru": but})
            return {
                **super().get_context_data(parent_context),
                "url": url,
                "page_url": f"{url}?{query}",
                "but": but,
                "field_id": self.form["stem"].id_for_label,
                "stem": self.instance.stem,
                "rows": self._rows_for_approval(),
            }

        def _rows_for_approval(self) -> list[dict[str, Any]] | None:
            """What is near while the question awaits approval; None says that nobody looked."""
            question = self.instance
            if not (question.pk and question.workflow_in_progress):
                return None
            return near_rows(question.stem, near_questions(question.stem, but=question.pk))


class SupersedingPanel(Panel):
    """Above the form of a published question: what becomes of what is changed."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one question."""

        template_name = "quiz/admin/superseding_panel.html"

        def is_shown(self) -> bool:
            """Only while a version of it is asked."""
            return bool(self.instance.live and self.instance.current_version)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Which version is asked, how often it was, and where the two are compared."""
            question = self.instance
            responses = apps.get_model("quiz", "Response").objects
            versions = question.versions.order_by("-number")
            return {
                **super().get_context_data(parent_context),
                "number": question.current_version.number,
                "next": versions.values_list("number", flat=True)[0] + 1,
                "times_served": responses.filter(question_version__question=question.pk).count(),
                "compare_url": self._address("revisions_compare", "live", "latest")
                if question.has_unpublished_changes
                else "",
                "usage_url": self._address("usage"),
            }

        def _address(self, name: str, *arguments: str) -> str:
            return reverse(
                f"wagtailsnippets_quiz_question:{name}", args=[self.instance.pk, *arguments]
            )


class LotPanel(Panel):
    """Above the form of a question that waits for approval together with others of a file."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one question."""

        template_name = "quiz/admin/lot_panel.html"

        @cached_property
        def row(self) -> Any:
            """The place of the question in the file that was handed in; None without one."""
            if not self.instance.pk:
                return None
            rows = apps.get_model("quiz", "QuestionImportRow").objects.handed_in()
            of_question = rows.filter(question=self.instance.pk)
            return of_question.select_related("question_import__submitted_by").first()

        def is_shown(self) -> bool:
            """Only while such a file waits."""
            return self.row is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Which file, who handed it in, and whether the draft was changed since then."""
            return {
                **super().get_context_data(parent_context),
                "question_import": self.row.question_import,
                "is_changed": self.row.revision_id != self.instance.latest_revision_id,
            }


class MinorChangePanel(FieldPanel):
    """«Does not change the content», where there is a published version to compare with."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one question."""

        def is_shown(self) -> bool:
            """Only where the form offers the tick."""
            return "is_minor_change" in self.form.fields
