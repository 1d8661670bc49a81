from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What a person has to do and know, told on the site and by e-mail."""

    name = "intranet.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Give the clock its jobs, and say what is held about people."""
        from intranet.notices import forgetting, sending, telling
        from intranet.notices.holdings import NoticeHoldings
        from intranet.organisation.personal_data import registry
        from intranet.pages.clock import register_job

        register_job("tell_duties", telling.tell_duties)
        register_job("post_letters", sending.post_letters)
        register_job("forget_old_notices", forgetting.forget_old)
        registry.register("notices", NoticeHoldings())
        registry.register_eraser("notices", forgetting.erase)
