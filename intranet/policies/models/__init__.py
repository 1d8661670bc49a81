from intranet.policies.models.citations import Citation, DocumentKey, DoubtChoice
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
    "Citation",
    "DocumentImport",
    "DocumentImportState",
    "DocumentKey",
    "DocumentRelation",
    "DocumentType",
    "DoubtChoice",
    "PolicyPage",
    "PublishedVersion",
    "RelationKind",
    "UpdateNote",
]
