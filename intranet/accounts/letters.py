"""What people are told about their accounts by e-mail and at the next sign-in."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import ModelLogEntry

from intranet.accounts import mail
from intranet.accounts.models import User
from intranet.accounts.roles import IT_OFFICERS

FACTORS_REMOVED = "accounts.factors_removed"
ROLES_CHANGED = "accounts.roles_changed"


@task()
def tell_owner(entry_id: int) -> None:
    """Tell the owner of the account, where there is an address, that the second factor is gone."""
    entry = ModelLogEntry.objects.select_related("user").filter(pk=entry_id).first()
    account = User.objects.filter(pk=entry.object_id).first() if entry else None
    if entry and account:
        subject = _("Your second factor was removed")
        _send(subject, "accounts/factors_removed.txt", [entry], [account])


@task()
def tell_officers(entry_ids: list[int]) -> None:
    """Tell all IT officers who was given or lost which roles, by whom and why."""
    entries = list(ModelLogEntry.objects.select_related("user").filter(pk__in=entry_ids))
    officers = User.objects.filter(groups__name=IT_OFFICERS, is_active=True)
    if entries:
        _send(_("Roles were changed"), "accounts/roles_changed.txt", entries, officers)


def _send(
    subject: str, template: str, entries: list[ModelLogEntry], readers: Iterable[User]
) -> None:
    """One letter each."""
    context = {
        "entries": entries,
        "site": settings.WAGTAIL_SITE_NAME,
        "url": settings.WAGTAILADMIN_BASE_URL,
    }
    for reader in readers:
        if reader.email:
            text = render_to_string(template, {**context, "reader": reader})
            mail.send(subject=subject, text=text, address=reader.email)


def say_at_sign_in(request: HttpRequest, user: Any, *, since: datetime.datetime | None) -> None:
    """Say that the second factor was removed since the account was last signed in."""
    lines = ModelLogEntry.objects.for_instance(user).filter(action=FACTORS_REMOVED)
    if since is not None:
        lines = lines.filter(timestamp__gt=since)
    line = lines.select_related("user").order_by("-timestamp").first()
    if line is None:
        return
    values = {
        "who": line.user or _("The system"),
        "time": date_format(localtime(line.timestamp), "H:i d/m/Y"),
        "reason": line.data.get("reason", ""),
    }
    said = _(
        "Your second factor was removed by %(who)s at %(time)s; reason: %(reason)s. If you did not"
        " ask for it, tell the IT officer at once and change your password."
    )
    messages.warning(request, said % values)
