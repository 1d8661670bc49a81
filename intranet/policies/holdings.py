"""What the register of documents holds about a person: what the person confirmed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intranet.organisation.personal_data.registry import Owner, Section
from intranet.policies.models import Acknowledgement


class PolicyHoldings:
    """Confirmations, alone or at a meeting; one statement."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """One table, for who stands on the roll."""
        if owner.person is None:
            return
        rows = Acknowledgement.objects.filter(person=owner.person)
        yield Section(
            "acknowledgements",
            _("Documents that I confirmed as read"),
            _("To account for who knows the documents in force."),
            (
                ("document", _("Document")),
                ("version", _("Version")),
                ("at", _("When")),
                ("meeting", _("Meeting")),
            ),
            [
                (row.version.page.title, row.version.number, row.at, str(row.meeting or ""))
                for row in rows.select_related("version__page", "meeting")
            ],
        )
