"""When a request arrived: what our web server or the proxy in front of it noted."""

import datetime
import re

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

ARRIVED_AT = "intranet.arrived_at"  # noted by scripts/patient_worker.py, out of any client's reach
STAMP = re.compile(r"t=([0-9]{1,12}\.[0-9]{3})")
LONGEST_WAIT = datetime.timedelta(seconds=60)


def arrival_of(request: HttpRequest) -> datetime.datetime:
    """The earliest moment noted that is believable, the present one if none is.

    A request that waits before a busy server is not late for it. The proxy's stamp (nginx:
    `t=$msec`) is a header, which anybody could write where there is no proxy of ours: it counts
    only where the setting says so. Neither counts from the future or from long ago.
    """
    now = timezone.now()
    noted = [_noted_by_the_server(request), _stamped_by_the_proxy(request)]
    return min((moment for moment in noted if moment and now - LONGEST_WAIT < moment), default=now)


def _noted_by_the_server(request: HttpRequest) -> datetime.datetime | None:
    seconds = request.META.get(ARRIVED_AT)
    return _moment(seconds) if isinstance(seconds, float) else None


def _stamped_by_the_proxy(request: HttpRequest) -> datetime.datetime | None:
    if not settings.QUIZ_TRUST_ARRIVAL_HEADER:
        return None
    stamp = STAMP.fullmatch(request.headers.get("X-Request-Start", ""))
    return _moment(float(stamp[1])) if stamp else None


def _moment(seconds: float) -> datetime.datetime | None:
    """The moment of a Unix time, None if it lies in the future."""
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return moment if moment <= timezone.now() else None
