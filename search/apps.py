from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Vietnamese text folding; index and views of search, and what editors do for it."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Let the index follow what is published, and all processes what editors change."""
        from intranet.pages.clock import register_job
        from search import counting, files, folded, indexing, lists, signals

        signals.connect()
        lists.connect()
        folded.connect()
        register_job("remove_old_searches", counting.remove_old)
        register_job("write_waiting_entries", indexing.write_waiting)
        register_job("read_waiting_files", files.write_waiting)
