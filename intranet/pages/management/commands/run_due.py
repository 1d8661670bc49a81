"""`manage.py run_due`: does what is due now, once or again and again."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from intranet.pages.clock import run_jobs


class Command(BaseCommand):
    """Run once (from a timer) or with --every as a service that ends on SIGTERM."""

    help = "Run all due jobs: scheduled publishing and what the apps registered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="repeat until stopped")

    def handle(self, *args: Any, every: int | None = None, **options: Any) -> None:
        if every is None:
            failed = run_jobs(now=timezone.now())
            if failed:
                raise CommandError(f"Failed jobs: {', '.join(failed)}")
            return
        if every < 1:
            raise CommandError("--every must be at least 1 second.")
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            close_old_connections()
            run_jobs(now=timezone.now())
            close_old_connections()
            stopped.wait(every)
