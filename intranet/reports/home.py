"""What this app puts on the home page: the way to the figures, for whoever may see some."""

from django.http import HttpRequest

from intranet.organisation.permissions import can_view_participation
from intranet.pages.home import HomeSection


def append_reports(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add the ways into the reports."""
    if can_view_participation(request.user):
        sections.append(HomeSection(template_name="pages/home/reports.html", order=15))
