from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Participation per unit across all duties, and what a person has to do."""

    name = "intranet.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Have the clock freeze and forget what is over, and say what is held about people."""
        from intranet.organisation.freezing import freeze_due
        from intranet.organisation.personal_data import registry
        from intranet.pages.clock import register_job
        from intranet.reports.audit.refusals import forget_old_refusals
        from intranet.reports.exporting.holdings import ExportHoldings, forget_exports
        from intranet.reports.exporting.services import forget_old

        register_job("freeze_rosters", freeze_due)
        register_job("forget_old_refusals", forget_old_refusals)
        register_job("forget_old_exports", forget_old)
        registry.register("exports", ExportHoldings())
        registry.register_eraser("exports", forget_exports)
