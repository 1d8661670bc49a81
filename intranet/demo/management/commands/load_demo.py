"""Fills an empty site with the demonstration, or moves its dates to today."""

import logging
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.demo import accounts
from intranet.demo.loading import has_content, load
from intranet.demo.refreshing import refresh


class Command(BaseCommand):
    """`load_demo` at each start of a demonstration; `load_demo --refresh` when it has aged."""

    help = "Fills an empty site with the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept --refresh."""
        parser.add_argument(
            "--refresh",
            action="store_true",
            help=_("Move campaign, windows, due dates and attempts to today."),
        )

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Refuse on a production site, else fill or refresh; return a line with a new password."""
        if not settings.IS_DEMO:
            self._refuse(_("This is not a demonstration site: no sample data is loaded here."))
        if options["refresh"]:
            self._refresh()
        elif has_content():
            self._say(_("The site already has content; nothing was loaded."))
        else:
            return self._load()
        return None

    def _load(self) -> str | None:
        started = time.monotonic()
        self._say(_("Loading the demonstration content…"))
        wanted = accounts.chosen_password()
        password = wanted or accounts.random_password()
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        load(now=timezone.now(), password=password, report=lambda line: self._say(f"  · {line}"))
        seconds = {"seconds": round(time.monotonic() - started)}
        self._say(_("Demonstration content loaded in %(seconds)d seconds.") % seconds)
        if wanted:
            return None
        line = _("Password of all demonstration accounts, shown only now: %(password)s")
        return line % {"password": password}

    def _refresh(self) -> None:
        days = refresh(now=timezone.now())
        if days is None:
            self._refuse(_("There is no demonstration content here to be refreshed."))
        elif days == 0:
            self._say(_("The demonstration already stands on today."))
        else:
            self._say(_("All dates of the demonstration moved by %(days)d days.") % {"days": days})

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _refuse(self, line: str) -> None:
        self.stderr.write(line)
        sys.exit(1)
