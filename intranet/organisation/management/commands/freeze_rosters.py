"""`manage.py freeze_rosters`: freezes what is over, or checks what was frozen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.fingerprints import is_intact
from intranet.organisation.freezing import freeze, what_is_due
from intranet.organisation.models import FrozenRoster


class Command(BaseCommand):
    """The clock does the same by itself; here one sees how far it is."""

    help = "Freezes the rosters of all duties that are over and not frozen yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--duty", metavar="KIND:KEY", help="only this duty")
        parser.add_argument(
            "--check", action="store_true", help="freeze nothing, compare the fingerprints instead"
        )

    def handle(
        self, *args: Any, duty: str | None = None, check: bool = False, **options: Any
    ) -> None:
        if check:
            self._check(duty)
        else:
            self._freeze(duty)

    def _freeze(self, wanted: str | None) -> None:
        now = timezone.now()
        for due in what_is_due(now):
            name = f"{due.duty.kind}:{due.duty.key}"
            if wanted not in (None, name):
                continue
            self.stdout.write(f"{name} {due.duty.title}")
            record = freeze(due.duty, now, as_of=due.as_of, told=self._tell)
            self.stdout.write(f"  {record.fingerprint}")

    def _tell(self, record: FrozenRoster) -> None:
        self.stdout.write(f"  {record.people.count()}")

    def _check(self, wanted: str | None) -> None:
        """Name every frozen roster, and fail where one is no longer what it was."""
        broken = 0
        for record in FrozenRoster.objects.frozen().order_by("cut_off", "pk"):
            name = f"{record.duty_kind}:{record.duty_key}"
            if wanted not in (None, name):
                continue
            is_sound = is_intact(record)
            broken += not is_sound
            found = _("unchanged") if is_sound else _("CHANGED")
            self.stdout.write(f"{name} {record}: {found}")
        if broken:
            raise CommandError(_("Changed after the freezing: %(number)s") % {"number": broken})
