from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Participation per unit across all duties, and what a person has to do."""

    name = "intranet.reports"
    label = "reports"
    verbose_name = _("Reports")
