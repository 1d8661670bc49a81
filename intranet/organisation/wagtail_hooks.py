"""What this app adds to the admin; registration only."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import ForeignKey
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.widgets.button import Button

from intranet.accounts.permissions import may_keep_accounts
from intranet.organisation.choosers import audience_chooser, person_chooser
from intranet.organisation.fields import UnitChoiceField
from intranet.organisation.freezing_log import register_freezing_log
from intranet.organisation.models import Unit
from intranet.organisation.person_lines import register_person_log
from intranet.organisation.personal_data.log_actions import register_personal_data_log
from intranet.organisation.reorganisation.log import register_reorganisation_log
from intranet.organisation.roll.log_actions import register_roll_log
from intranet.organisation.viewsets import PeopleAndUnits

register_form_field_override(ForeignKey, to=Unit, override={"form_class": UnitChoiceField})


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    """The dialogues in which a person or an audience is chosen."""
    return [person_chooser, audience_chooser]


@hooks.register("register_admin_viewset", order=1)
def register_screens() -> ViewSetGroup:
    """Units, people, audiences and exemptions."""
    return PeopleAndUnits()


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """The look of the tree, and unit choices that stay within a narrow screen."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/organisation-admin.css"))


@hooks.register("register_log_actions")
def register_reorganisation_actions(actions: Any) -> None:
    """Say in the log who reorganised what and who was delegated to lead."""
    register_reorganisation_log(actions)


@hooks.register("register_permissions")
def register_reorganise_permission() -> Any:
    """Let the permission be given in the screen of groups."""
    return Permission.objects.filter(content_type__app_label="organisation", codename="reorganise")


@hooks.register("register_log_actions")
def register_roll_actions(actions: Any) -> None:
    """Say in the log who took in and who applied which roll."""
    register_roll_log(actions)


@hooks.register("register_permissions")
def register_import_permission() -> Any:
    """Let the permission be given in the screen of groups."""
    return Permission.objects.filter(content_type__app_label="organisation", codename="import_roll")


@hooks.register("register_log_actions")
def register_person_actions(actions: Any) -> None:
    """Say in the log of each person who joined, moved, changed or left, and by what."""
    register_person_log(actions)


@hooks.register("register_log_actions")
def register_personal_data_actions(actions: Any) -> None:
    """Say in the log who asked, answered, downloaded, and whose name was removed."""
    register_personal_data_log(actions)


@hooks.register("register_user_listing_buttons")
def offer_first_password(user: Any, request_user: Any) -> list[Button]:
    """Beside each account that may be changed: a new first password."""
    if not may_keep_accounts(request_user) or user.is_superuser or user == request_user:
        return []
    url = reverse("cap-tai-khoan:again", args=[user.pk])
    return [Button(_("New first password"), url=url, icon_name="key", priority=50)]


@hooks.register("register_log_actions")
def register_freezing_action(actions: Any) -> None:
    """Say in the log what was frozen when."""
    register_freezing_log(actions)
