from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizConfig(AppConfig):
    """Question bank, quizzes, attempts, marking."""

    name = "quiz"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        """Tell the registries below what the quiz adds."""
        from intranet.organisation import duties
        from intranet.organisation.personal_data import registry
        from intranet.pages import clock
        from intranet.policies.citations import sources as citation_sources
        from quiz.citations import QuestionTexts
        from quiz.duties import QuizDuties
        from quiz.personal_data import QuizHoldings
        from quiz.services import close_expired

        duties.register(QuizDuties())
        registry.register("quiz", QuizHoldings())
        clock.register_job("close_expired_attempts", close_expired)
        citation_sources.register(QuestionTexts())
