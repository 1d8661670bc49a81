"""The roll: units with a dated tree, people with dated memberships, audiences, exemptions."""

from intranet.organisation.models.audiences import Audience
from intranet.organisation.models.dated import Dated, DatedQuerySet
from intranet.organisation.models.duties import Exemption
from intranet.organisation.models.people import Membership, MembershipRole, Person, StaffCategory
from intranet.organisation.models.units import (
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitPeriod,
)

__all__ = [
    "Audience",
    "Dated",
    "DatedQuerySet",
    "Exemption",
    "Membership",
    "MembershipRole",
    "Person",
    "StaffCategory",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitKind",
    "UnitPeriod",
]
