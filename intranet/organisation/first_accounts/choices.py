"""What the IT officer chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Who(models.TextChoices):
    """Whom the accounts are for."""

    WITHOUT = "without", _("people without an account or a password")
    UNUSED = "unused", _("people who have one and have never signed in (the old one is void)")


class Naming(models.TextChoices):
    """What new accounts are called."""

    NAME = "name", _("given name and initials: Nguyễn Thị Hoa → hoant")
    CODE = "code", _("staff code")


class Way(models.TextChoices):
    """How people learn how to sign in."""

    SLIP = "slip", _("printed slip for everybody")
    LINK = "link", _("link by e-mail where there is an address, else a slip")
