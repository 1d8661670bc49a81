from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """People, units, memberships, audiences, duties and the arithmetic of participation."""

    name = "intranet.organisation"
    verbose_name = _("People and units")

    def ready(self) -> None:
        """Say what the roll, the accounts and the log hold about people."""
        from intranet.organisation.personal_data import holdings, registry

        registry.register("roll", holdings.RollHoldings())
        registry.register("account", holdings.AccountHoldings())
        registry.register("log", holdings.LogHoldings())
