from intranet.policies.models.imports import DocumentImport, DocumentImportState
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
    "DocumentImport",
    "DocumentImportState",
    "DocumentRelation",
    "DocumentType",
    "PolicyPage",
    "PublishedVersion",
    "RelationKind",
    "UpdateNote",
]
