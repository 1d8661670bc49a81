"""Read every published text anew for citations; may be run at any time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from intranet.policies.citations.indexing import rebuild


class Command(BaseCommand):
    """`manage.py index_citations`."""

    help = "Reads every published text anew for citations."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild the index and say how many citations it holds."""
        self.stdout.write(_("%(count)d citations are indexed.") % {"count": rebuild()})
