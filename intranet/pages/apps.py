from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Base page, home, sections, news, alerts, topics and the shell around every screen."""

    name = "intranet.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Add the checks, listen to saves, and give the clock what lower apps have due."""
        from intranet.accounts.first_passwords import expire_unused
        from intranet.organisation.personal_data import imports
        from intranet.organisation.personal_data.closing import close_accounts_of_leavers
        from intranet.organisation.personal_data.leavers import remove_names_due
        from intranet.pages import checks, clock, normalise, second_person

        clock.register_job("expire_unused_first_passwords", expire_unused)
        clock.register_job("close_accounts_of_leavers", close_accounts_of_leavers)
        clock.register_job("remove_names_of_leavers", remove_names_due)
        clock.register_job("remove_names_of_imports", imports.remove_names_due)
        checks.connect()
        normalise.connect()
        second_person.connect()
