"""Where sessions are kept: Django's store on rows that know the account and the device."""

import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from intranet.accounts.lockout import address_of
from intranet.accounts.models import Session

START = "signed_in"
WORKING_DAY = datetime.timedelta(hours=10)
SEEN_EVERY = datetime.timedelta(minutes=5)

# Written out, see docs/decisions/statements-written-out.md: every request runs it.
STORED = "SELECT * FROM accounts_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Keeps the row that was read, so that asking it costs no statement of its own."""

    record: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our rows in place of Django's."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        self.record = next(iter(Session.objects.raw(STORED, [self.session_key, now])), None)
        if self.record is None:
            self._session_key = None  # as Django does: an unknown key names no new session
        return self.record

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of the data; account, device and start are read out of them."""
        row = cast("Session", super().create_model_instance(data))
        start = data.get(START, {})
        row.user_id = data.get(SESSION_KEY)
        row.address = start.get("address") or None
        row.user_agent = start.get("user_agent", "")
        row.started_at = parse_datetime(start.get("at", "")) or timezone.now()
        row.must_rotate = self.must_rotate
        return row

    @property
    def must_rotate(self) -> bool:
        """Whether the rights of the account changed since the session got its key."""
        return self.record is not None and self.record.must_rotate

    def rotate(self) -> None:
        """Go on under another key; the old one is worth nothing from now on."""
        self.cycle_key()
        self.record = None
        self.modified = True

    def note_seen(self, now: datetime.datetime) -> None:
        """Write down that the device was used, every few minutes only."""
        row = self.record
        if row is None or row.user_id is None or now - row.last_seen_at < SEEN_EVERY:
            return
        Session.objects.filter(pk=row.pk).update(last_seen_at=now)


def begin(request: HttpRequest) -> None:
    """Note where the session starts, and that it ends after a working day whatever happens."""
    now = timezone.now()
    request.session[START] = {
        "at": now.isoformat(),
        "address": address_of(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", "")[:255],
    }
    request.session.set_expiry(now + WORKING_DAY)


def remove_expired(*, now: datetime.datetime) -> int:
    """Delete the sessions that are over; a job of the clock."""
    count, _by_model = Session.objects.over_at(now).delete()
    return count
