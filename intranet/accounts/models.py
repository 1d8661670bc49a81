"""The account a person signs in with. Who the person is stands in `intranet.organisation`."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from intranet.accounts.devices import device_name


class User(AbstractUser):
    """An account; staff without one count all the same, leavers lose it and keep their past."""

    must_change_password = models.BooleanField(
        _("has to choose a password"), default=False, editable=False
    )
    first_password_until = models.DateTimeField(
        _("first password good until"), null=True, editable=False
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions as the screens ask for them."""

    def of(self, user: Any) -> "SessionQuerySet":
        """What the account is signed in on now, the device used last first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-last_seen_at")

    def over_at(self, moment: datetime.datetime) -> "SessionQuerySet":
        """What nobody can come back to."""
        return self.filter(expire_date__lte=moment)


class Session(AbstractBaseSession):
    """Django's session with the account and the device, so that a person sees where they are in.

    The columns repeat what the session data say, see `intranet.accounts.sessions`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name=_("account"),
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=255, blank=True)
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    must_rotate = models.BooleanField(_("gets another key"), default=False)

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that reads and writes these rows."""
        from intranet.accounts.sessions import SessionStore  # noqa: PLC0415 (it imports this class)

        return SessionStore

    @property
    def public_id(self) -> str:
        """Names the session on a screen; its key would let whoever reads it in."""
        return salted_hmac("intranet.accounts.session", self.session_key).hexdigest()[:20]

    @property
    def device(self) -> str:
        """Browser and system."""
        return device_name(self.user_agent)


class CostlyUse(models.Model):
    """How often an account has asked for one kind of costly thing since the count began.

    One row for an account and a kind, written over when its time is up: a limit, not a record of
    what was asked for.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    since = models.DateTimeField()
    times = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("count of costly requests")
        verbose_name_plural = _("counts of costly requests")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="costly_use_once_a_kind")
        ]


@register_setting(icon="lock")
class SignInRules(ClusterableModel, BaseGenericSetting):
    """What the body asks of accounts beyond a password."""

    second_factor_roles = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("Roles that need a second factor"),
        help_text=_(
            "Whoever has one of these roles sets up a second factor at the next sign-in,"
            " before anything else. Superusers need one as soon as any role does."
        ),
    )

    panels = [FieldPanel("second_factor_roles")]

    class Meta:
        verbose_name = _("sign-in rules")
