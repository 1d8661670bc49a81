"""Write the entries of the search index that are missing or written in an older form."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backend

from search import files, indexing


class Command(BaseCommand):
    """People can search meanwhile; when it is interrupted, the next run goes on."""

    help = "Write missing entries of the search index; --rebuild writes all of them anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to begin from the front."""
        parser.add_argument("--rebuild", action="store_true", help="Write all entries anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what waits."""
        if options["rebuild"]:
            indexing.begin_anew()
        now = timezone.now()
        count = indexing.write_waiting(now=now) + files.write_waiting(now=now)
        backend = get_search_backend()
        for index in backend.all_indexes():
            backend.rebuilder_class(index).finish()
        if options["verbosity"]:
            self.stdout.write(_("Search index: %(count)d entries written.") % {"count": count})
