from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Figures for other programs, such as the dashboard of the province: read only, by token."""

    name = "intranet.api"
    label = "api"
    verbose_name = _("Interface for programs")

    def ready(self) -> None:
        """Say what is held about people, and what the clock does."""
        from intranet.api.holdings import TokenHoldings, forget_tokens
        from intranet.api.services import forget_refusals
        from intranet.organisation.personal_data import registry
        from intranet.pages.clock import register_job

        registry.register("tokens", TokenHoldings())
        registry.register_eraser("tokens", forget_tokens)
        register_job("forget_refused_tokens", forget_refusals)
