"""How accounts are fetched and what they may do, with as few statements as that takes."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.db.models import Q

from intranet.accounts.models import User

# Written out, see docs/decisions/statements-written-out.md: every request runs it.
ACCOUNT = """
SELECT account.*,
    CASE WHEN EXISTS (SELECT 1 FROM accounts_user_groups WHERE user_id = account.id)
        OR EXISTS (SELECT 1 FROM accounts_user_user_permissions WHERE user_id = account.id)
    THEN COALESCE((
        SELECT {joined}(kind.app_label || '.' || permission.codename, ' ')
        FROM auth_permission AS permission
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE permission.id IN (
            SELECT own.permission_id FROM accounts_user_user_permissions AS own
            WHERE own.user_id = account.id
            UNION
            SELECT given.permission_id FROM auth_group_permissions AS given
            JOIN accounts_user_groups AS place ON place.group_id = given.group_id
            WHERE place.user_id = account.id
        )
    ), '') END AS rights
FROM accounts_user AS account WHERE account.id = %s
"""
JOINED = {"sqlite": "GROUP_CONCAT", "postgresql": "STRING_AGG"}


class RolesBackend(ModelBackend):
    """Django's backend, answering the most frequent question, of a civil servant, without asking.

    Nineteen in twenty people have no role. The statement that fetches the account says so on the
    way, and brings along the permissions of the others.
    """

    def get_user(self, user_id: Any) -> User | None:
        """Fetch the account of a session, with `rights`: the permissions as words of one text.

        They are None for an account in no group and with no permission of its own.
        """
        statement = ACCOUNT.format(joined=JOINED[connection.vendor])
        user = next(iter(User.objects.raw(statement, [user_id])), None)
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The permissions of the account and of its groups; none is granted on single objects."""
        if not user_obj.is_active or isinstance(user_obj, AnonymousUser) or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = self._permissions_of(user_obj)
        return user_obj._perm_cache

    def _permissions_of(self, user: User) -> set[str]:
        if user.is_superuser:
            permissions = Permission.objects.all()
        elif hasattr(user, "rights"):
            return set((user.rights or "").split())
        else:
            permissions = Permission.objects.filter(Q(user=user) | Q(group__user=user))
        rows = permissions.order_by().values_list("content_type__app_label", "codename")
        return {f"{app}.{codename}" for app, codename in rows}
