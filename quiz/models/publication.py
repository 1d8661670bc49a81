"""Where the first migration of the quiz looks for the mixin; it stands with the pages now."""

from intranet.pages.models.publication import CheckedPublicationMixin, PublicationRefusedError

__all__ = ["CheckedPublicationMixin", "PublicationRefusedError"]
