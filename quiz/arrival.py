"""When a request arrived: what the proxy in front stamped on it, where that is configured."""

import datetime
import re

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

STAMP = re.compile(r"t=([0-9]{1,12}\.[0-9]{3})")
LONGEST_WAIT = datetime.timedelta(seconds=60)


def arrival_of(request: HttpRequest) -> datetime.datetime:
    """The stamp of the proxy (nginx: `t=$msec`) if it is believable, else the present moment.

    A request that waits before a busy server is not late for it. Without a proxy of ours anybody
    could write the header, so it counts only where the setting says so, and never into the future.
    """
    now = timezone.now()
    if not settings.QUIZ_TRUST_ARRIVAL_HEADER:
        return now
    stamp = STAMP.fullmatch(request.headers.get("X-Request-Start", ""))
    if stamp is None:
        return now
    arrival = datetime.datetime.fromtimestamp(float(stamp[1]), datetime.UTC)
    return arrival if now - LONGEST_WAIT < arrival <= now else now
