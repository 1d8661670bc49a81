"""What happens at the doors, written into Wagtail's log, and what follows from it."""

import logging
from typing import Any

from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth import signals as auth_signals
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from intranet.accounts import second_factor
from intranet.accounts.devices import device_name
from intranet.accounts.letters import say_at_sign_in
from intranet.accounts.lockout import address_of
from intranet.accounts.models import Session, User
from intranet.accounts.sessions import begin

logger = logging.getLogger(__name__)

UNKNOWN_NAME = "accounts.unknown_name"
NO_ACCOUNT = "0"
RIGHTS_CHANGED = {"post_add", "post_remove", "pre_clear"}


def connect() -> None:
    """Listen; called once when the app starts."""
    auth_signals.user_logged_in.connect(on_sign_in)
    auth_signals.user_logged_out.connect(on_sign_out)
    auth_signals.user_login_failed.connect(on_failure)
    user_locked_out.connect(on_lockout)
    factor_signals.authenticator_added.connect(on_factor_added)
    factor_signals.authenticator_removed.connect(on_factor_removed)
    factor_signals.authenticator_reset.connect(on_codes_renewed)
    for through in (User.groups.through, User.user_permissions.through):
        m2m_changed.connect(on_rights_changed, sender=through)


def origin(request: HttpRequest) -> dict[str, str]:
    """Where a request comes from, as the log keeps it."""
    device = device_name(request.META.get("HTTP_USER_AGENT", ""))
    return {"address": address_of(request) or "", "device": device}


def on_sign_in(*, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Start the working day's session; lead to the second factor who still needs one."""
    begin(request)
    if second_factor.is_due(user):
        request.session[second_factor.DUE] = True
    say_at_sign_in(request, user, since=user.last_login)
    log(user, "accounts.sign_in", user=user, data=origin(request))


def on_sign_out(*, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Note that somebody left."""
    if user is not None:
        log(user, "accounts.sign_out", user=user, data=origin(request))


def on_failure(
    *, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Note a failure; as many statements for a name that no account has as for any other."""
    if request is None:
        return
    account = User.objects.filter(username=credentials.get("username")).first()
    if getattr(request, "axes_locked_out", False):
        return
    if account is None:
        note_unknown_name(request)
    else:
        log(account, "accounts.sign_in_failed", data=origin(request))


def note_unknown_name(request: HttpRequest) -> None:
    """Leave a line of no account; what was typed may be a password, and is kept nowhere."""
    logger.warning("Sign-in failed with an unknown name, from %s", address_of(request))
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(User),
        object_id=NO_ACCOUNT,
        label=gettext("A name that no account has"),
        action=UNKNOWN_NAME,
        timestamp=timezone.now(),
        data=origin(request),
    )


def on_lockout(*, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """Note that an account is locked, once per lock."""
    account = User.objects.filter(username__iexact=username).first()
    if account is not None and request.axes_failures_since_start is not None:  # type: ignore[attr-defined]  # axes adds it
        log(account, "accounts.locked", data=origin(request))


def on_factor_added(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Note what the account can now prove itself with."""
    log(user, "accounts.factor_added", user=user, data=_kind(authenticator))


def on_factor_removed(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Note it; that the last one stays where it is needed was asked before."""
    log(user, "accounts.factor_removed", user=user, data=_kind(authenticator))


def on_codes_renewed(*, user: User, **kwargs: Any) -> None:
    """Note that earlier recovery codes are void."""
    log(user, "accounts.codes_renewed", user=user)


def _kind(authenticator: Authenticator) -> dict[str, str]:
    return {"kind": str(authenticator.type)}


def on_rights_changed(
    *, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Have the sessions of an account go on under new keys once its rights changed."""
    if action not in RIGHTS_CHANGED:
        return
    if not reverse:
        accounts = Session.objects.filter(user=instance)
    elif pk_set is not None:
        accounts = Session.objects.filter(user__in=pk_set)
    else:
        accounts = Session.objects.filter(user__in=instance.user_set.all())
    accounts.filter(expire_date__gt=timezone.now()).update(must_rotate=True)
