"""What the interface holds about a person: the tokens in the name of the account."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.api.models import AccessToken
from intranet.organisation.models import Person
from intranet.organisation.personal_data.registry import Owner, Section


class TokenHoldings:
    """Tokens that carry the rights of the account."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """One table, without the secrets: those are not kept."""
        tokens = AccessToken.objects.filter(owner=owner.account).order_by("-issued_at")
        yield Section(
            "tokens",
            _("Access tokens in my name"),
            _("To let a program read figures with your rights."),
            (
                ("name", _("Name")),
                ("scope", _("Opens")),
                ("issued_at", _("Issued at")),
                ("expires_at", _("Valid until")),
                ("revoked_at", _("Revoked at")),
                ("last_used_at", _("Last used")),
            ),
            [
                (
                    token.name,
                    token.get_scope_display(),
                    token.issued_at,
                    token.expires_at,
                    token.revoked_at,
                    token.last_used_at,
                )
                for token in tokens
            ],
            url=reverse("my_tokens"),
            action=_("See or revoke access tokens"),
        )


def forget_tokens(people: Sequence[Person]) -> None:
    """Delete the tokens of people whose names go."""
    AccessToken.objects.filter(owner__person__in=people).delete()
