from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Vietnamese text folding; index and views of search."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Let the index follow what is published."""
        from search import signals

        signals.connect()
