"""Which documents a text cites, and which of those in the register are meant; pure."""

from intranet.policies.citing.finding import Citation, Reader, citations_in
from intranet.policies.citing.keys import code_key, law_key
from intranet.policies.citing.resolving import Candidate, Doubt, Wanted, resolved

__all__ = [
    "Candidate",
    "Citation",
    "Doubt",
    "Reader",
    "Wanted",
    "citations_in",
    "code_key",
    "law_key",
    "resolved",
]
