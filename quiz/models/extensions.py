"""More time, attempts or a longer window for a person or a unit."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import Person, Unit
from quiz.models.pages import LONGEST_MINUTES, QuizPage


class Extension(models.Model):
    """What is granted beyond the rules of a quiz, to whom and why; never taken back.

    It goes to a person or to a unit with all below it. Of several that apply to somebody the most
    generous counts in each respect. `closes_at` is the end of the window for them.
    """

    quiz = models.ForeignKey(
        QuizPage, verbose_name=_("quiz"), on_delete=models.PROTECT, related_name="extensions"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("All who belong to the unit or to one below it."),
    )
    extra_minutes = models.PositiveIntegerField(
        _("more minutes"), default=0, validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    extra_attempts = models.PositiveIntegerField(
        _("more attempts"), default=0, validators=[MaxValueValidator(20)]
    )
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    created_at = models.DateTimeField(_("granted at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="extension_for_a_person_or_a_unit",
                violation_error_message=_("Choose either a person or a unit."),
            ),
            models.CheckConstraint(
                condition=Q(extra_minutes__gt=0)
                | Q(extra_attempts__gt=0)
                | Q(closes_at__isnull=False),
                name="extension_grants_something",
                violation_error_message=_("Say what is granted: minutes, attempts or a later end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.person or self.unit}"
