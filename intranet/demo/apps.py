"""The demonstration as an app: the topmost layer, which may import all the others."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Registers the commands that fill and refresh a demonstration site."""

    name = "intranet.demo"
    label = "demo"
    verbose_name = _("Demonstration")
