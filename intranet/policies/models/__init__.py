from intranet.policies.models.pages import DocumentType, PolicyPage
from intranet.policies.models.register import DocumentRelation, RelationKind, UpdateNote
from intranet.policies.models.versions import (
    Acknowledgement,
    BriefingKind,
    BriefingMeeting,
    PublishedVersion,
)

__all__ = [
    "Acknowledgement",
    "BriefingKind",
    "BriefingMeeting",
    "DocumentRelation",
    "DocumentType",
    "PolicyPage",
    "PublishedVersion",
    "RelationKind",
    "UpdateNote",
]
