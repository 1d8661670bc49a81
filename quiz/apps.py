from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizConfig(AppConfig):
    """Question bank, quizzes, attempts, marking."""

    name = "quiz"
    verbose_name = _("Quizzes")
