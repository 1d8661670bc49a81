"""What was told to whom, the letters that go out, and who wants none."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from intranet.notices.ladder import Rung
from intranet.organisation.models import Person
from intranet.organisation.personal_data.working_days import SATURDAY

DIGEST = "digest"  # the kind and the rung of a unit head's week, beside the kinds of duties
MANUAL = "manual"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices as screens and jobs ask for them."""

    def visible_to(self, user: Any) -> Self:
        """What was told to the person behind the account."""
        return self.filter(person__user=user) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        """What the person has not yet ticked off, the latest first."""
        return self.filter(read_at=None).order_by("-created_at", "-pk")

    def for_screen(self) -> Self:
        """With `sender`, the name of the person behind the account that sent it."""
        name = Coalesce("sent_by__person__full_name", "sent_by__username")
        return self.annotate(sender=name)

    def about(self, kind: str, key: str) -> Self:
        """All rungs of one duty."""
        return self.filter(duty_kind=kind, duty_key=key)

    def waiting(self) -> Self:
        """What is to be told by a letter too, and has not been."""
        return self.filter(is_waiting=True)


class Notice(models.Model):
    """One thing told to one person: which duty has come to which rung, as it was called then.

    The constraint is what keeps anything from being told twice. A reminder by hand has the rung
    «manual» with its day and `sent_by`; a week of a unit head has figures in `facts`.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="notices"
    )
    rung = models.CharField(_("kind of notice"), max_length=30)
    duty_kind = models.CharField(_("kind of duty"), max_length=30)
    duty_key = models.CharField(_("duty"), max_length=50)
    kind_label = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=255)
    url = models.CharField(_("address"), max_length=500)
    due_on = models.DateField(_("last day"), null=True)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("seen at"), null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    is_waiting = models.BooleanField(_("waits for a letter"), default=False)

    objects = NoticeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "duty_kind", "duty_key", "rung"], name="notice_told_once"
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="notice_waiting", condition=Q(is_waiting=True)),
            models.Index(fields=["created_at"], name="notice_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.rung}"

    @property
    def duty(self) -> tuple[str, str]:
        """Kind and key of the duty."""
        return self.duty_kind, self.duty_key

    @property
    def is_digest(self) -> bool:
        """Whether it is the week of a unit head."""
        return self.duty_kind == DIGEST

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody sent it."""
        return self.rung.startswith(MANUAL)


class LetterKind(models.TextChoices):
    """What a letter is about; the first two can be switched off by whoever gets them."""

    REMINDER = "reminder", _("reminder of tasks")
    DIGEST = "digest", _("week of a unit")
    RESULT = "result", _("changed result")


class LetterState(models.TextChoices):
    """How far a letter is."""

    WAITING = "waiting", _("waits to be sent")
    SENDING = "sending", _("being sent, or interrupted while it was")
    SENT = "sent", _("sent")
    UNCLEAR = "unclear", _("the line broke; perhaps sent")
    FAILED = "failed", _("could not be sent")


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by how far they are."""

    def to_send(self, moment: datetime.datetime) -> Self:
        """What waits and whose time has come."""
        return self.filter(state=LetterState.WAITING, try_at__lte=moment)

    def claim(self, letter: "Letter", moment: datetime.datetime) -> bool:
        """Take the letter for sending; only one caller ever gets it."""
        taken = self.filter(pk=letter.pk, state=LetterState.WAITING)
        return bool(taken.update(state=LetterState.SENDING, claimed_at=moment))


class Letter(models.Model):
    """An e-mail on its way out. It is claimed before it is sent: rather none than two."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="letters"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LetterKind)
    address = models.EmailField(_("address"))
    subject = models.CharField(_("subject"), max_length=400)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(_("written at"))
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState, default=LetterState.WAITING
    )
    try_at = models.DateTimeField(_("to be sent from"))
    queued_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failures = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ("view",)
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["try_at"], name="letter_to_send", condition=Q(state=LetterState.WAITING)
            ),
            models.Index(fields=["created_at"], name="letter_by_age"),
        ]

    def __str__(self) -> str:
        return self.subject


class ReminderPreference(models.Model):
    """What a person wants by e-mail; without a row everything. Notices on the site always come."""

    person = models.OneToOneField(
        Person,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="reminder_preference",
    )
    by_email = models.BooleanField(_("Remind me of my tasks by e-mail"), default=True)
    digest_by_email = models.BooleanField(
        _("Send me the week of my unit by e-mail on Mondays"), default=True
    )

    class Meta:
        verbose_name = _("wishes about reminders")
        verbose_name_plural = _("wishes about reminders")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.person)

    def wants(self, kind: str) -> bool:
        """Whether letters of the kind may be sent."""
        wishes = {LetterKind.REMINDER: self.by_email, LetterKind.DIGEST: self.digest_by_email}
        return wishes.get(LetterKind(kind), True)


@register_setting(icon="mail")
class ReminderRules(BaseGenericSetting):
    """Whether and when the site reminds people."""

    is_on = models.BooleanField(
        _("Remind people of what they have to do"),
        default=True,
        help_text=_("Switched off, nothing is told by itself. Reminders sent by hand still are."),
    )
    tells_assigned = models.BooleanField(_("When it is assigned"), default=True)
    tells_week = models.BooleanField(_("A week before the last day"), default=True)
    tells_day = models.BooleanField(_("A day before the last day"), default=True)
    tells_due = models.BooleanField(_("On the last day"), default=True)
    tells_overdue = models.BooleanField(
        _("When it is overdue: on the first day, then each week"), default=True
    )
    sends_digest = models.BooleanField(
        _("On Mondays tell unit heads how far their unit is"), default=True
    )
    sends_letters = models.BooleanField(
        _("Tell by e-mail too"),
        default=True,
        help_text=_("Switched off, reminders stand on the site only."),
    )
    letters_from = models.PositiveSmallIntegerField(
        _("Letters from (hour)"),
        default=7,
        validators=[MaxValueValidator(23)],
        help_text=_(
            "Letters go out on working days between these hours; what comes up at other times"
            " waits. On the site it stands at once."
        ),
    )
    letters_until = models.PositiveSmallIntegerField(
        _("Letters until (hour)"), default=18, validators=[MaxValueValidator(24)]
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("is_on"),
        MultiFieldPanel(
            [
                FieldPanel("tells_assigned"),
                FieldPanel("tells_week"),
                FieldPanel("tells_day"),
                FieldPanel("tells_due"),
                FieldPanel("tells_overdue"),
                FieldPanel("sends_digest"),
            ],
            heading=_("What is told"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sends_letters"),
                FieldRowPanel([FieldPanel("letters_from"), FieldPanel("letters_until")]),
            ],
            heading=_("E-mail"),
        ),
    ]

    class Meta:
        verbose_name = _("reminders")

    def clean(self) -> None:
        """Letters need some time of the day."""
        if self.letters_from >= self.letters_until:
            raise ValidationError(
                {"letters_until": _("The last hour must be later than the first one.")}
            )

    @property
    def rungs(self) -> Collection[Rung]:
        """The rungs that are told."""
        switches = {
            Rung.ASSIGNED: self.tells_assigned,
            Rung.WEEK: self.tells_week,
            Rung.DAY: self.tells_day,
            Rung.DUE: self.tells_due,
            Rung.OVERDUE: self.tells_overdue,
        }
        return [rung for rung, is_told in switches.items() if is_told]

    def allows_letters_at(self, moment: datetime.datetime) -> bool:
        """Whether letters go out at the moment; public holidays are not known here."""
        local = timezone.localtime(moment)
        is_in_hours = self.letters_from <= local.hour < self.letters_until
        return is_in_hours and local.weekday() < SATURDAY

    def next_hour_for_letters(self, moment: datetime.datetime) -> datetime.datetime:
        """When letters go out next: now if they do, else at the first hour of a working day."""
        if self.allows_letters_at(moment):
            return moment
        local = timezone.localtime(moment)
        day = local.date() + datetime.timedelta(days=local.hour >= self.letters_from)
        while day.weekday() >= SATURDAY:
            day += datetime.timedelta(days=1)
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time(self.letters_from)))


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds by their beginning."""

    def begin(self, moment: datetime.datetime) -> "Round | None":
        """Begin the round of the moment, or None where one of the hosts has."""
        slot = moment - datetime.timedelta(
            minutes=moment.minute % MINUTES_BETWEEN_ROUNDS,
            seconds=moment.second,
            microseconds=moment.microsecond,
        )
        made, is_new = self.get_or_create(slot=slot)
        return made if is_new else None


MINUTES_BETWEEN_ROUNDS = 10


class Round(models.Model):
    """One look at all duties: when, and how much was told. It is the log of the reminders.

    One that was interrupted has no end; the next one tells what it left.
    """

    slot = models.DateTimeField(_("when"), unique=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    notices = models.PositiveIntegerField(_("notices"), default=0)
    letters = models.PositiveIntegerField(_("letters"), default=0)
    digest_for = models.DateField(_("week told to unit heads"), null=True, db_index=True)

    objects = RoundQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("round of reminders")
        verbose_name_plural = _("rounds of reminders")
        default_permissions = ("view",)
        ordering = ["-slot"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.slot):%H:%M %d/%m/%Y}"
