"""What the register adds below the text of a document."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from intranet.pages.home import HomeSection
from intranet.policies import must_read
from intranet.policies.models import PolicyPage

BELOW_THE_TEXT = 10


def append_must_read(request: HttpRequest, page: PolicyPage, sections: list[HomeSection]) -> None:
    """Add what is asked of the reader, where the document must be confirmed."""
    if getattr(request, "is_preview", False):
        return
    panel = must_read.panel(page, request.user, timezone.now())
    if panel is not None:
        sections.append(
            HomeSection(
                template_name="pages/policy/must_read.html",
                order=BELOW_THE_TEXT,
                panel=panel,
                csrf_token=get_token(request),
            )
        )
