"""First passwords: given out by the IT officer, used once, replaced by one of the owner's own.

What is given out is never stored: a password as its hash only, a link as nothing at all. The link
carries a signature over the account's password hash, so it is void as soon as a password is set
or another one is given out.
"""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from intranet.accounts import mail
from intranet.accounts.models import Session, User
from intranet.accounts.readable import readable_password

ISSUED = "accounts.first_password_issued"
CHOSEN = "accounts.first_password_chosen"
EXPIRED = "accounts.first_password_expired"
LINK_PREPARED = "accounts.first_link_prepared"
LINK_SENT = "accounts.first_link_sent"
LINK_FAILED = "accounts.first_link_failed"


class FirstPasswordTokens(PasswordResetTokenGenerator):
    """Signs links to the form where the first password is chosen; for `PASSWORD_RESET_TIMEOUT`."""

    key_salt = "intranet.accounts.first_passwords"


tokens = FirstPasswordTokens()


def is_expired(account: User, now: datetime.datetime) -> bool:
    """Whether what was given out for the account is no longer good."""
    return account.first_password_until is not None and account.first_password_until <= now


def first_password_until(given_at: datetime.datetime) -> datetime.datetime:
    """Until when a first password is good that is given out at the moment."""
    return given_at + datetime.timedelta(days=settings.FIRST_PASSWORD_DAYS)


def link_until(given_at: datetime.datetime) -> datetime.datetime:
    """Until when a link is good that is given out at the moment."""
    return given_at + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


@transaction.atomic
def issue(*, account: User, by: Any, reason: str = "") -> str:
    """Give the account a first password, and return it: nobody can read it again."""
    password = readable_password()
    account.set_password(password)
    _give_out(
        account, until=first_password_until(timezone.now()), action=ISSUED, by=by, reason=reason
    )
    return password


@transaction.atomic
def prepare_link(*, account: User, by: Any, reason: str = "") -> None:
    """Close the account to passwords until its owner chooses one by the link, see `send_links`."""
    account.set_unusable_password()
    until = link_until(timezone.now())
    _give_out(account, until=until, action=LINK_PREPARED, by=by, reason=reason)


def _give_out(
    account: User, *, until: datetime.datetime, action: str, by: Any, reason: str
) -> None:
    """Whoever knew the old password, or is signed in with it, is out from now on."""
    if account.is_superuser or not account.is_active:
        raise PermissionDenied
    account.must_change_password = True
    account.first_password_until = until
    account.save(update_fields=["password", "must_change_password", "first_password_until"])
    Session.objects.filter(user=account).delete()
    log(account, action, user=by, data={"until": until.isoformat(), "reason": reason})


@task()
def send_links(account_ids: list[int], user_id: int) -> None:
    """Mail the links; an address that takes no mail is noted and keeps nobody else waiting."""
    by = User.objects.filter(pk=user_id).first()
    for account in User.objects.filter(pk__in=account_ids, must_change_password=True):
        log(account, LINK_SENT if _send_link(account) else LINK_FAILED, user=by)


def _send_link(account: User) -> bool:
    """The address of the site comes from the settings: a request could name a false one."""
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    path = reverse("set_first_password", args=[uid, tokens.make_token(account)])
    context = {
        "account": account,
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "site": settings.WAGTAIL_SITE_NAME,
    }
    text = render_to_string("accounts/first_password_link.txt", context)
    return mail.send(subject=_("Choose your password"), text=text, address=account.email)


@transaction.atomic
def note_chosen(*, account: User) -> None:
    """The owner has chosen a password; the first one is history."""
    account.must_change_password = False
    account.first_password_until = None
    account.save(update_fields=["must_change_password", "first_password_until"])
    log(account, CHOSEN, user=account)


def expire_unused(*, now: datetime.datetime) -> int:
    """Void what was given out and not used in time; a job of the clock."""
    given = User.objects.filter(must_change_password=True, first_password_until__lte=now)
    return sum(_expire(account) for account in given)


@transaction.atomic
def _expire(account: User) -> int:
    """One at a time, and only if the owner has not chosen a password meanwhile."""
    account.set_unusable_password()
    still_given = User.objects.filter(
        pk=account.pk, first_password_until=account.first_password_until
    )
    if not still_given.update(password=account.password, first_password_until=None):
        return 0
    Session.objects.filter(user=account).delete()
    log(account, EXPIRED)
    return 1


def taken_usernames() -> set[str]:
    """All names in use, to find free ones beside them."""
    return set(User.objects.values_list("username", flat=True))


def make_account(*, username: str, email: str, full_name: str) -> User:
    """Make an account that opens no door yet."""
    account = User(username=username, email=email, first_name=full_name[:150])
    account.set_unusable_password()
    account.save()
    return account
