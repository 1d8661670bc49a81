"""Who needs a second factor, who has one, and what becomes of a lost one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from intranet.accounts.letters import FACTORS_REMOVED, tell_owner
from intranet.accounts.models import Session, SignInRules, User

DUE = "second_factor_due"
STANDING_ALONE = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs(user: User) -> bool:
    """Whether the rules ask the account for a second factor."""
    asking = SignInRules.second_factor_roles.through.objects.all()
    if not user.is_superuser:
        asking = asking.filter(group__user=user)
    return asking.exists()


def factors_of(user: User) -> QuerySet[Authenticator]:
    """What the account can prove itself with; recovery codes only stand in for one of these."""
    return Authenticator.objects.filter(user=user, type__in=STANDING_ALONE)


def is_due(user: User) -> bool:
    """Whether the account has to set up a second factor before anything else."""
    return needs(user) and not factors_of(user).exists()


def may_remove_own(authenticator: Authenticator) -> bool:
    """Whether the account keeps what the rules ask of it without this factor."""
    user = authenticator.user
    return factors_of(user).exclude(pk=authenticator.pk).exists() or not needs(user)


@transaction.atomic
def remove_lost(*, account: User, by: Any, reason: str) -> int:
    """Take all factors from an account whose owner has lost them, and end its sessions.

    The next sign-in takes the password alone and says what happened; where the role asks for a
    factor, a new one is set up right then. Where there is an address, the owner is told by e-mail.
    """
    removed, _by_model = Authenticator.objects.filter(user=account).delete()
    Session.objects.filter(user=account).delete()
    data = {"reason": reason, "number": removed}
    entry = log(account, FACTORS_REMOVED, user=by, data=data)
    tell_owner.enqueue(entry.pk)
    return removed
