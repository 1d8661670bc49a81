"""What the exports hold about a person: which long lists the account asked for in the last day."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from intranet.organisation.models import Person
from intranet.organisation.personal_data.registry import Owner, Section
from intranet.reports.models import Export


class ExportHoldings:
    """Files that the account asked for and that are still kept."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """One table; the files themselves hold figures and names of others."""
        exports = Export.objects.filter(user=owner.account).order_by("-asked_at")
        yield Section(
            "exports",
            _("Files being prepared"),
            _("To give you long lists as files; deleted after a day."),
            (("title", _("Title")), ("kind", _("Kind")), ("at", _("Asked for at"))),
            [(export.title, export.suffix.upper(), export.asked_at) for export in exports],
        )


def forget_exports(people: Sequence[Person]) -> None:
    """Delete the files that accounts of these people asked for."""
    for export in Export.objects.filter(user__person__in=people):
        export.delete()
