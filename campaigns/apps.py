from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns of the communication plan."""

    name = "campaigns"
    verbose_name = _("Campaigns")
