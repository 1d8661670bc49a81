"""Where the second person shows in Wagtail's own screens: menus, buttons, moves and the log."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter, log
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import page_permission_policy
from wagtail.signals import pre_page_move

from intranet.pages.approvals_panel import ApprovalsPanel
from intranet.pages.models import Decision
from intranet.pages.publication_change_views import ChangesPanel
from intranet.pages.publication_changes import DECISION_ACTIONS, REQUEST_ACTION, may_request
from intranet.pages.refusals import REFUSED_ACTION, note_refusal
from intranet.pages.second_person import (
    ADVICE,
    SUPERUSER_ACTION,
    Change,
    SecondPersonRequiredError,
    change_url,
    is_alone,
)

SUPERUSER_SIGN_IN = "second_person.superuser_sign_in"


def without_publishing(items: list[Any], request: HttpRequest, context: Any) -> None:
    """Take «Publish» out of the editor's menu and put «Submit» first."""
    items[:] = [item for item in items if item.name != "action-publish"]
    items.sort(key=lambda item: item.name != "action-submit")


def ask_for_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to the request when the page or a page below it is published."""
    live = page.get_descendants(inclusive=True).live()
    return _lead_to_request(request, page) if is_alone() and live.exists() else None


def ask_for_deletion_of_snippets(
    request: HttpRequest, snippets: Iterable[Any]
) -> HttpResponse | None:
    """Lead to the request for the first published one."""
    live = [item for item in snippets if isinstance(item, DraftStateMixin) and item.live]
    return _lead_to_request(request, live[0]) if is_alone() and live else None


def _lead_to_request(request: HttpRequest, instance: Any) -> HttpResponse:
    if not instance.live:
        messages.error(
            request,
            _("«%(title)s» has published pages below it: please ask to delete those first.")
            % {"title": instance},
        )
        return redirect("wagtailadmin_explore", instance.pk)
    message = str(ADVICE[Change.DELETE]) % {"title": instance}
    if request.method == "POST":
        note_refusal(user=request.user, instance=instance, change=Change.DELETE, reason=message)
    messages.error(request, message)
    return redirect(change_url(instance, Change.DELETE))


def request_buttons(instance: Any, user: Any) -> Iterator[Button]:
    """«Ask to withdraw» and «Ask to delete», for who may edit what is published."""
    if not (isinstance(instance, DraftStateMixin) and instance.live):
        return
    if not may_request(user, instance):
        return
    yield Button(
        _("Ask to withdraw"),
        url=change_url(instance, Change.UNPUBLISH),
        icon_name="download",
        priority=61,
    )
    yield Button(
        _("Ask to delete"), url=change_url(instance, Change.DELETE), icon_name="bin", priority=62
    )


def page_buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """The buttons at a page."""
    return request_buttons(page, user)


def snippet_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """The buttons at a question."""
    return request_buttons(snippet, user)


def ask_before_move(
    sender: Any, instance: Page, parent_page_after: Page, parent_page_before: Page, **kwargs: Any
) -> None:
    """Refuse that one person alone opens published pages to everybody by moving them."""
    from_specific, to_specific = parent_page_before.specific, parent_page_after.specific
    opens = _is_open(to_specific) and not _is_open(from_specific)
    if opens and is_alone() and instance.get_descendants(inclusive=True).live().exists():
        message = _(
            "«%(title)s» was not moved: there everybody could read it without signing in. "
            "Please copy it there instead and submit the copy for approval."
        )
        raise SecondPersonRequiredError(Change.PUBLISH, instance, message % {"title": instance})


def _is_open(page: Any) -> bool:
    """Whether pages here are open to everybody; the root of the tree is none of ours."""
    ask = getattr(page, "is_open_to_everybody", None)
    return bool(ask and ask())


def note_sign_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """Leave a line when somebody signs in who stands above all roles."""
    if user.is_superuser:
        log(instance=user, action=SUPERUSER_SIGN_IN, user=user)


def show_waiting(request: HttpRequest, panels: list[Any]) -> None:
    """Put what waits for the account on the first screen of the admin; ours for Wagtail's list."""
    panels[:] = [panel for panel in panels if panel.name != ApprovalsPanel.name]
    panels += [ApprovalsPanel(), ChangesPanel(request)]


class RequestsMenuItem(MenuItem):
    """The list of requests, for who works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, {"change", "publish"})


def requests_menu_item() -> MenuItem:
    """The entry of the admin's menu."""
    return RequestsMenuItem(
        gettext_lazy("Withdraw or delete"),
        reverse("publication_changes"),
        icon_name="download",
        order=240,
    )


LABELS = {
    REQUEST_ACTION: (
        gettext_lazy("Request to withdraw or delete"),
        gettext_lazy("Asked to %(change)s «%(title)s»: %(reason)s"),
    ),
    DECISION_ACTIONS[Decision.CONFIRMED]: (
        gettext_lazy("Request confirmed by a second person"),
        gettext_lazy("Confirmed the request to %(change)s «%(title)s»: %(reason)s"),
    ),
    DECISION_ACTIONS[Decision.REFUSED]: (
        gettext_lazy("Request refused"),
        gettext_lazy("Refused the request to %(change)s «%(title)s»: %(reason)s"),
    ),
    DECISION_ACTIONS[Decision.WITHDRAWN]: (
        gettext_lazy("Request taken back"),
        gettext_lazy("Took the request to %(change)s «%(title)s» back: %(reason)s"),
    ),
    REFUSED_ACTION: (
        gettext_lazy("Publication, withdrawal or deletion refused"),
        gettext_lazy("Was refused to %(change)s «%(title)s»: %(reason)s"),
    ),
    SUPERUSER_ACTION: (
        gettext_lazy("Use of the superuser"),
        gettext_lazy("Superuser: agreed as second person to %(change)s «%(title)s»"),
    ),
    SUPERUSER_SIGN_IN: (
        gettext_lazy("Sign-in of the superuser"),
        gettext_lazy("Superuser: signed in"),
    ),
}


class ChangeFormatter(LogFormatter):
    """A line of the log about two people and what they changed."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        change = log_entry.data.get("change")
        return str(self.sentence) % {
            "change": Change(change).label if change else "",
            "title": log_entry.label,
            "reason": log_entry.data.get("reason", ""),
        }


def register_log_actions(actions: Any) -> None:
    """Say in words what the lines of the log mean."""
    for action, (label, sentence) in LABELS.items():
        formatter = type("Formatter", (ChangeFormatter,), {"label": label, "sentence": sentence})
        actions.register_action(action)(formatter)


def connect() -> None:
    """Listen to moves and sign-ins; called with the registration of hooks."""
    pre_page_move.connect(ask_before_move, dispatch_uid="second_person")
    user_logged_in.connect(note_sign_in, dispatch_uid="second_person")
