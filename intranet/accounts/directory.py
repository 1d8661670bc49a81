"""Passwords checked by the body's own directory (LDAP); configured in the environment only.

Needs the extra `ldap`. The directory is asked about the password and nothing else: accounts, names
and roles stay those of this site, and nobody gets an account by being in the directory.
"""

from typing import Any

from django.http import HttpRequest
from django_python3_ldap.ldap import connection

from intranet.accounts.backends import RolesBackend
from intranet.accounts.models import User


class DirectoryBackend(RolesBackend):
    """Lets an account of this site in whose name and password the directory confirms."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Bind as the person; an empty password would bind as nobody, and is never sent."""
        if not username or not password:
            return None
        account = User.objects.filter(username=username, is_active=True).first()
        if account is None:
            return None
        with connection(username=username, password=password) as bound:
            is_known = bound is not None and bound.has_user(username=username)
        return account if is_known else None
