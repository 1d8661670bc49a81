"""The keys by which other programs read figures."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token opens; the rights of its owner stand above it."""

    FIGURES = "figures", _("figures")
    NAMES = "names", _("figures and names")


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Tokens as the screens and the door ask for them."""

    def of(self, owner: Any) -> Self:
        """Those that carry the rights of the account."""
        return self.filter(owner=owner)

    def for_screen(self) -> Self:
        """All of them with the accounts, those that open something first, then the newest."""
        shown = self.select_related("owner", "issued_by", "revoked_by")
        return shown.order_by(models.F("revoked_at").asc(nulls_first=True), "-issued_at", "-pk")


class AccessToken(models.Model):
    """One key: whose rights it carries, what for, until when.

    `prefix` finds it and is no secret; of the secret there is only the SHA-256, which is enough for
    256 random bits.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="access_tokens",
        verbose_name=_("owner"),
    )
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("opens"), max_length=10, choices=Scope, default=Scope.FIGURES)
    prefix = models.CharField(_("begins with"), max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    objects = AccessTokenQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        default_permissions = ()
        permissions = [("manage_tokens", "Can issue and revoke access tokens")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def is_good(self, moment: datetime.datetime) -> bool:
        """Whether it opens anything at the moment."""
        return self.revoked_at is None and moment < self.expires_at and self.owner.is_active

    def state(self) -> str:
        """What a list says of it now."""
        if self.revoked_at is not None:
            return str(_("revoked"))
        if timezone.now() >= self.expires_at:
            return str(_("expired"))
        return str(_("valid")) if self.owner.is_active else str(_("owner's account is closed"))


class RefusedUse(models.Model):
    """How often an address was refused since the count began: a limit, not a record.

    One row for an address and a kind of count, as `accounts.CostlyUse` has for an account.
    """

    address = models.CharField(max_length=45, blank=True)
    kind = models.CharField(max_length=40)
    since = models.DateTimeField()
    times = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["address", "kind"], name="refused_use_once_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.address} · {self.kind}"
