"""The roll: units with a dated tree, people with dated memberships, audiences, exemptions."""

from intranet.organisation.models.acts import ActKind, ReorganisationAct
from intranet.organisation.models.audiences import Audience, AudienceKind
from intranet.organisation.models.dated import Dated, DatedQuerySet
from intranet.organisation.models.delegations import Delegation, DelegationKind
from intranet.organisation.models.duties import Excuse, Exemption, ExemptionReason
from intranet.organisation.models.file_imports import FileImport
from intranet.organisation.models.frozen import FrozenPerson, FrozenRoster, FrozenUnit
from intranet.organisation.models.people import Membership, MembershipRole, Person, StaffCategory
from intranet.organisation.models.personal_data import (
    CorrectionKind,
    CorrectionRequest,
    PersonalDataRules,
)
from intranet.organisation.models.roll_imports import RollImport, RollImportState
from intranet.organisation.models.units import (
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitPeriod,
)

__all__ = [
    "ActKind",
    "Audience",
    "AudienceKind",
    "CorrectionKind",
    "CorrectionRequest",
    "Dated",
    "DatedQuerySet",
    "Delegation",
    "DelegationKind",
    "Excuse",
    "Exemption",
    "ExemptionReason",
    "FileImport",
    "FrozenPerson",
    "FrozenRoster",
    "FrozenUnit",
    "Membership",
    "MembershipRole",
    "Person",
    "PersonalDataRules",
    "ReorganisationAct",
    "RollImport",
    "RollImportState",
    "StaffCategory",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitKind",
    "UnitPeriod",
]
