from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """The register of official documents."""

    name = "intranet.policies"
    label = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        """Say what is searched for citations, and follow what is published."""
        from intranet.policies.citations import signals as citation_signals
        from intranet.policies.citations import sources as citation_sources

        citation_sources.register(citation_sources.PageTexts())
        citation_signals.connect()
