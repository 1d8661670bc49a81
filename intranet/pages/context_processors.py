"""What stands around every page: the name of the body, the menu, alerts, the account."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from intranet.accounts.doors import may_enter_admin
from intranet.organisation.permissions import (
    Reader,
    can_view_participation,
    person_of,
    unit_name_of,
)
from intranet.pages.models import SiteIdentity
from intranet.pages.sites import alerts_of, identity_of, menu_of, site_of


class Shell:
    """The frame of one screen; asks the database only for what the template prints."""

    is_demo = settings.IS_DEMO
    home_url = "/"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user: Reader = getattr(request, "user", None) or AnonymousUser()
        self.is_signed_in = self.user.is_authenticated

    @cached_property
    def identity(self) -> SiteIdentity:
        """Whose intranet this is; without a site, as on a bare database, nameless."""
        return identity_of(site_of(self.request))

    @property
    def body_name(self) -> str:
        """The body in full."""
        return self.identity.body_name

    @property
    def body_short_name(self) -> str:
        """The body as it calls itself."""
        return self.identity.body_short_name

    @property
    def parent_body(self) -> str:
        """The body that it stands under."""
        return self.identity.parent_body

    @property
    def site_title(self) -> str:
        """The name of the site."""
        return self.identity.site_title or settings.WAGTAIL_SITE_NAME

    @property
    def contact_line(self) -> str:
        """Address and telephone in the footer."""
        return self.identity.contact_line

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        """The sections that the person may read, in the order of the page tree."""
        return [
            {"title": title, "url": url, "is_current": self.request.path.startswith(url)}
            for title, url in menu_of(site_of(self.request))
        ]

    @cached_property
    def ways(self) -> list[dict[str, Any]]:
        """What people come for most often; stands in the menu after the sections."""
        offers = [
            (self.is_signed_in, _("My tasks"), reverse("my_tasks")),
            (can_view_participation(self.user), _("Reports"), reverse("reports")),
        ]
        return [
            {"title": title, "url": url, "is_current": self.request.path.startswith(url)}
            for is_offered, title, url in offers
            if is_offered
        ]

    @cached_property
    def alerts(self) -> list[dict[str, str]]:
        """What is urgent now; inside only."""
        if not self.is_signed_in:
            return []
        return [
            {
                "title": alert.title,
                "body": mark_safe(expand_db_html(alert.body)),  # noqa: S308 (Wagtail cleans rich text when it is stored)
                "level": alert.level,
                "url": "",
            }
            for alert in alerts_of(site_of(self.request))
        ]

    @cached_property
    def person_name(self) -> str:
        """The name on the roll, or the account's for somebody who is not on it."""
        person = person_of(self.user)
        return person.full_name if person else str(self.user)

    @cached_property
    def unit_name(self) -> str:
        """The unit that the person belongs to today."""
        return unit_name_of(self.user)

    @cached_property
    def links(self) -> list[dict[str, str]]:
        """What the account menu offers the person."""
        if not self.is_signed_in:
            return []
        offers = [
            (True, _("My tasks"), "my_tasks", "list-checks"),
            (True, _("My quiz attempts"), "my_attempts", "pencil"),
            (can_view_participation(self.user), _("Reports"), "reports", "bar-chart"),
            (True, _("Reminders by e-mail"), "reminder_wishes", "bell"),
            (True, _("My data"), "my_data", "file-text"),
            (
                may_enter_admin(self.user),
                _("Administration"),
                "wagtailadmin_home",
                "settings",
            ),
        ]
        return [
            {"title": title, "url": reverse(name), "icon": icon}
            for is_offered, title, name, icon in offers
            if is_offered
        ]

    @property
    def sign_in_url(self) -> str:
        """The door."""
        return reverse("sign_in")

    @property
    def sign_out_url(self) -> str:
        """The way out; a form is posted there."""
        return reverse("sign_out")

    @property
    def password_url(self) -> str:
        """Where the password is changed."""
        return reverse("password_change")

    @property
    def security_url(self) -> str:
        """Where the second factor and the own devices stand."""
        return reverse("mfa_index")


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Return `shell`, the frame of the screen; see templates/base.html for what it uses."""
    return {"shell": Shell(request)}
