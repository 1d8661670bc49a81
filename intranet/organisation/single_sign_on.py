"""Whose account somebody has who signs in through another system.

Found by the staff code that the other system vouches for, or by a work e-mail that it says it has
verified; never by what a person can type there.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from intranet.accounts.models import User
from intranet.organisation.models import Person


def account_of(*, staff_code: str, verified_emails: list[str]) -> User | None:
    """The account of the one person on the roll who fits; nobody when several do."""
    with_account = Person.objects.filter(user__is_active=True).select_related("user")
    if staff_code:
        found = list(with_account.filter(staff_code=staff_code)[:2])
        return found[0].user if len(found) == 1 else None
    for email in verified_emails:
        found = list(with_account.filter(work_email__iexact=email)[:2])
        if len(found) == 1:
            return found[0].user
    return None


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Links the other system's account to the person's own on the first sign-in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is linked already or can be; tell the others whom to ask."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo") or claims.get("id_token") or claims
        claim = settings.OIDC_STAFF_CODE_CLAIM
        emails = [item.email for item in sociallogin.email_addresses if item.verified]
        staff_code = str(claims.get(claim) or "") if claim else ""
        account = account_of(staff_code=staff_code, verified_emails=emails)
        if account is None:
            page = render(request, "accounts/not_on_the_roll.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, account)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts come from the roll, not from another system."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""
