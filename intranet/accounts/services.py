"""Writes at the doors: sessions ended, locks lifted."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from wagtail.log_actions import log

from intranet.accounts import lockout
from intranet.accounts.models import Session, User


def end_other_sessions(request: HttpRequest) -> int:
    """End all sessions of the person but the one that asks; returns how many that were."""
    others = Session.objects.filter(user=request.user)
    count, _by_model = others.exclude(pk=request.session.session_key).delete()
    return count


@transaction.atomic
def end_session(*, session: Session, by: Any) -> None:
    """End one session of the person who asks."""
    log(by, "accounts.session_ended", user=by, data={"device": session.device})
    session.delete()


@transaction.atomic
def end_all_sessions(*, user: Any) -> int:
    """Sign the person out everywhere; returns of how many devices."""
    count, _by_model = Session.objects.filter(user=user).delete()
    log(user, "accounts.signed_out_everywhere", user=user, data={"number": count})
    return count


@transaction.atomic
def lift_lock(*, name: str, by: Any) -> int:
    """Let a locked name try again; logged with the account if the name has one."""
    removed = lockout.lift(name)
    account = User.objects.filter(username__iexact=name).first()
    log(account or by, "accounts.unlocked", user=by, data={"name": name})
    return removed
