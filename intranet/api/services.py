"""Writes of access tokens: issuing, revoking, using."""

import datetime
import hashlib
import hmac
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from intranet.accounts.models import User
from intranet.api.letters import tell_of_token
from intranet.api.models import AccessToken, RefusedUse

ISSUE_ACTION = "api.token_issued"
REVOKE_ACTION = "api.token_revoked"
START = "cchc"
ONE_MINUTE = datetime.timedelta(minutes=1)
ONE_DAY = datetime.timedelta(days=1)
NO_SECRET = hashlib.sha256(b"").hexdigest()


@transaction.atomic
def issue(
    *, owner: User, name: str, scope: str, expires_at: datetime.datetime, by: User, reason: str
) -> tuple[AccessToken, str]:
    """Make a token and return it with its text, which nobody can find out again.

    It is an act under a name: the log has who, for whom and why, the owner and all IT officers get
    a letter.
    """
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        owner=owner,
        name=name,
        scope=scope,
        prefix=prefix,
        secret_hash=_hash(secret),
        issued_by=by,
        expires_at=expires_at,
    )
    entry = log(owner, ISSUE_ACTION, user=by, data=_told(token, reason=reason))
    tell_of_token.enqueue(entry.pk)
    return token, f"{START}_{prefix}_{secret}"


@transaction.atomic
def revoke(*, token: AccessToken, by: User) -> bool:
    """Close the token for good; whether it was open."""
    still_open = AccessToken.objects.filter(pk=token.pk, revoked_at=None)
    if not still_open.update(revoked_at=timezone.now(), revoked_by=by):
        return False
    log(token.owner, REVOKE_ACTION, user=by, data=_told(token))
    return True


def find(text: str) -> tuple[AccessToken | None, bool]:
    """The token that the text names, if any, and whether the text proves to have its secret.

    A text that names none costs as much as one with a wrong secret.
    """
    start, _sign, rest = text.partition("_")
    prefix, _sign, secret = rest.partition("_")
    tokens = AccessToken.objects.select_related("owner").filter(prefix=prefix[:16])
    token = tokens.first()
    expected = token.secret_hash if token else NO_SECRET
    is_proved = hmac.compare_digest(_hash(secret), expected)
    return token, is_proved and token is not None and start == START


def note_use(*, token: AccessToken, moment: datetime.datetime) -> None:
    """Write down that it was used, at most once a minute."""
    earlier = moment - ONE_MINUTE
    if token.last_used_at is not None and token.last_used_at > earlier:
        return
    unused = Q(last_used_at=None) | Q(last_used_at__lte=earlier)
    AccessToken.objects.filter(unused, pk=token.pk).update(last_used_at=moment)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _told(token: AccessToken, **more: Any) -> dict[str, Any]:
    """What the log says of a token."""
    return {
        "name": token.name,
        "prefix": token.prefix,
        "scope": token.get_scope_display(),
        "until": token.expires_at.isoformat(),
        **more,
    }


def forget_refusals(*, now: datetime.datetime) -> int:
    """Delete counts whose time is long over; a job of the clock."""
    return RefusedUse.objects.filter(since__lt=now - ONE_DAY).delete()[0]
