"""When an account takes no more guesses, and when it does again.

Guesses are counted per account, and more strictly per account and address; never per address
alone, behind which a whole office may sit. Names that no account has are counted alike, so that
nothing tells them apart.
"""

import datetime
import ipaddress
import itertools
from dataclasses import dataclass
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.accounts.devices import client_address
from search.text import nfc

LONGEST_NAME = 150
LIMIT_FROM_ONE_ADDRESS = 5
LIMIT_FROM_ALL = 15
COOL_OFF = datetime.timedelta(minutes=15)


class AccountLockout(AxesDatabaseHandler):
    """Counts what came from all addresses on the scale of what may come from one."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """The failures that count against the limit for one address."""
        from_all, from_one = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(from_one, from_all * LIMIT_FROM_ONE_ADDRESS // LIMIT_FROM_ALL)


def address_of(request: HttpRequest) -> str | None:
    """The address that the request comes from, if it is one."""
    found = client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        settings.TRUSTED_PROXIES,
    )
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None


def counted_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """The name under which guesses are counted: as typed, but for what is the same to a person."""
    typed = (credentials or {}).get("username") or ""
    return nfc(str(typed)).strip().casefold()[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Locked:
    """A name that takes no guesses now, everywhere or from some addresses."""

    name: str
    failures: int
    until: datetime.datetime
    everywhere: bool


def locked_names(now: datetime.datetime) -> list[Locked]:
    """The names that are locked now, in one statement."""
    recent = AccessAttempt.objects.filter(attempt_time__gt=now - COOL_OFF).order_by()
    rows = (
        recent.values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .order_by("username")
    )
    found = []
    for name, group in itertools.groupby(rows, key=lambda row: row["username"]):
        addresses = list(group)
        failures = sum(row["failures"] for row in addresses)
        everywhere = failures >= LIMIT_FROM_ALL
        if everywhere or any(row["failures"] >= LIMIT_FROM_ONE_ADDRESS for row in addresses):
            until = max(row["last"] for row in addresses) + COOL_OFF
            found.append(Locked(name, failures, until, everywhere))
    return found


def locked_error(request: HttpRequest, name: str) -> ValidationError:
    """Say when to come back; the same for a name that no account has."""
    counted = AccessAttempt.objects.filter(username=counted_name(request, {"username": name}))
    last = counted.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until = timezone.localtime(last + COOL_OFF + datetime.timedelta(minutes=1))
    return ValidationError(
        _(
            "There were too many wrong attempts with this name. Please try again after %(time)s,"
            " or ask the IT officer."
        )
        % {"time": until.strftime("%H:%M")},
        code="locked",
    )


def refuse_if_locked(request: HttpRequest, name: str) -> None:
    """Keep the second factor from being guessed: its failures count like wrong passwords."""
    if not AxesProxyHandler.is_allowed(request, {"username": name}):
        raise locked_error(request, name)


def count_failure(request: HttpRequest, name: str) -> None:
    """Count a wrong code against the account."""
    user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)


def lift(name: str) -> int:
    """Forget the failures of a name; returns how many rows that were."""
    count, _by_model = AccessAttempt.objects.filter(username=name).delete()
    return count
