"""What editors keep for search, in the admin."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from search.folded_screens import FoldedSnippetIndexView
from search.models import SynonymGroup
from search.reports import words_asked


class SynonymCreateView(CreateView):
    """A new group, with the words of the report filled in."""

    def get_initial(self) -> dict[str, Any]:
        """The words that found nothing, with room for others below them."""
        words = words_asked(self.request)
        return {**super().get_initial(), **({"terms": f"{words}\n"} if words else {})}


class SynonymViewSet(SnippetViewSet):
    """Words that mean the same, beside the promoted results among the settings."""

    model = SynonymGroup
    icon = "list-ul"
    menu_label = _("Synonyms")
    menu_order = 905
    add_to_settings_menu = True
    index_view_class = FoldedSnippetIndexView
    add_view_class = SynonymCreateView
    copy_view_enabled = False
    list_display: ClassVar[list[str]] = ["__str__", "updated_at"]
    search_fields: ClassVar[list[str]] = ["terms"]
    search_backend_name = None
    panels: ClassVar[list[object]] = [FieldPanel("terms")]
