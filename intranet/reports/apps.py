from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Participation per unit across all duties, and what a person has to do."""

    name = "intranet.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Have the clock forget old lines of refused accesses."""
        from intranet.pages.clock import register_job
        from intranet.reports.audit.refusals import forget_old_refusals

        register_job("forget_old_refusals", forget_old_refusals)
