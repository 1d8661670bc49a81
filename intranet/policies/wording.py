"""Sentences that tell why a document cannot be published as it is."""

from django.utils.translation import gettext_lazy as _

NOTE_MISSING = _("Say what changed: those who are asked again read it.")
DUE_MISSING = _("Say by when the document is to be confirmed again; the day named has passed.")
