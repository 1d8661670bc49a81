"""What nobody may do in the admin, whatever the permissions say."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from intranet.accounts.models import User
from intranet.organisation.models import Audience, AudienceKind
from intranet.organisation.permissions import can_reorganise


class OnlyPolicy(ModelPermissionPolicy):
    """Records that come about by use: only some actions can be allowed, to superusers too."""

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the model's permissions say, for these actions."""
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """As above, for any of the actions."""
        return any(self.user_has_permission(user, action) for action in actions)


class NeverDeletePolicy(ModelPermissionPolicy):
    """Units and people are closed and kept, whoever asks: the past refers to them."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """As the model's permissions say, but for deleting."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: User, actions: Any) -> bool:
        """Deleting opens no door."""
        return super().user_has_any_permission(user, set(actions) - {"delete"})


class AudiencePolicy(ModelPermissionPolicy):
    """The audience of everybody stays."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Audience) -> bool:
        """As the model's permissions say, but for deleting everybody."""
        if action == "delete" and instance.kind == AudienceKind.EVERYBODY:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class ReorganisationPolicy(ModelPermissionPolicy):
    """Acts have one permission for everything."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the account may reorganise."""
        return can_reorganise(user)

    def user_has_any_permission(self, user: User, actions: Any) -> bool:
        """The same."""
        return can_reorganise(user)
