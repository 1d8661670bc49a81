"""Who keeps personal data in order."""

from intranet.organisation.permissions import Reader

KEEP_RULES = "organisation.change_personaldatarules"
ANSWER = "organisation.change_correctionrequest"


def may_keep_rules(user: Reader) -> bool:
    """Whether the account sets how long names are kept, and sees whose names go."""
    return user.has_perm(KEEP_RULES)
