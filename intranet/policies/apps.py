from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """The register of official documents."""

    name = "intranet.policies"
    label = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        """Tell the registries below what documents add."""
        from intranet.organisation import duties
        from intranet.organisation.personal_data import registry
        from intranet.pages import clock
        from intranet.policies.backlog import keep_missing_versions
        from intranet.policies.citations import signals as citation_signals
        from intranet.policies.citations import sources as citation_sources
        from intranet.policies.duties import MustReadDuties
        from intranet.policies.holdings import PolicyHoldings

        duties.register(MustReadDuties())
        registry.register("policies", PolicyHoldings())
        clock.register_job("keep_missing_versions", keep_missing_versions)
        citation_sources.register(citation_sources.PageTexts())
        citation_signals.connect()
