from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Base page, home, sections, news, alerts, topics and the shell around every screen."""

    name = "intranet.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Add the project's checks and listen to saves."""
        from intranet.pages import checks, normalise, second_person

        checks.connect()
        normalise.connect()
        second_person.connect()
