from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """People, units, memberships, audiences, duties and the arithmetic of participation."""

    name = "intranet.organisation"
    verbose_name = _("People and units")
