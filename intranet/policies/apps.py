from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """The register of official documents."""

    name = "intranet.policies"
    label = "policies"
    verbose_name = _("Policies")
