"""The roles as groups: what each may do in the admin and whose participation it may see.

A civil servant needs no group, and a unit head none either: both follow from the roll.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

EDITORS = "Biên tập viên"
OFFICE = "Văn phòng"
LEADERSHIP = "Lãnh đạo Sở"
IT_OFFICERS = "Quản trị CNTT"

PUBLIC_COLLECTION = "Công khai"
INTERNAL_COLLECTION = "Nội bộ"
WORKFLOW = "Duyệt hai người"
SECOND_PERSON = "Người thứ hai duyệt"

# What Wagtail's own migrations leave behind, in English and beside our roles.
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"


def actions(model: str, *names: str) -> tuple[str, ...]:
    """Permissions on a model, written short: the model as app.name, then what may be done."""
    app, _, name = model.partition(".")
    return tuple(f"{app}.{action}_{name}" for action in names)


@dataclass(frozen=True, slots=True)
class Role:
    """A group: permissions, what it may do with all pages, and with all files."""

    name: str
    permissions: tuple[str, ...]
    on_pages: tuple[str, ...] = ()
    on_files: tuple[str, ...] = ()


ADMIN = ("wagtailadmin.access_admin",)
WRITING = (
    *actions("quiz.question", "view", "add", "change"),
    *actions("pages.keyword", "view", "add", "change"),
    *actions("pages.topic", "view"),
    *actions("pages.abbreviation", "view", "add", "change", "delete"),
    *actions("organisation.audience", "view"),
    *actions("search.synonymgroup", "view", "add", "change", "delete"),
    *actions("search.emptysearch", "view"),
    *actions("wagtailsearchpromotions.searchpromotion", "view", "add", "change", "delete"),
)
SUPERVISING = (
    *actions("quiz.question", "delete", "publish", "lock", "unlock"),
    *actions("quiz.attempt", "view"),
    *actions("quiz.extension", "view", "add"),
    *actions("quiz.lateanswer", "view", "change"),
    *actions("pages.keyword", "delete"),
    *actions("pages.topic", "add", "change", "delete"),
    *actions("pages.alert", "view", "add", "change", "delete"),
    *actions("organisation.audience", "add", "change", "delete"),
    *actions("organisation.exemption", "view", "add", "change", "delete"),
    "organisation.view_participation",
    "organisation.view_participants",
    *actions("notices.reminderrules", "change"),
    *actions("wagtailcore.modellogentry", "view"),
)
HOUSEKEEPING = (
    *actions("accounts.user", "view", "add", "change", "delete"),
    *actions("accounts.signinrules", "change"),
    *actions("organisation.person", "view", "add", "change"),
    *actions("organisation.unit", "view", "add", "change"),
    *actions("organisation.succession", "view", "add", "change"),
    *actions("organisation.membership", "view", "add", "change"),
    *actions("organisation.delegation", "view", "add", "change"),
    *actions("organisation.correctionrequest", "view", "change"),
    *actions("organisation.personaldatarules", "change"),
    "organisation.reorganise",
    "organisation.import_roll",
    "api.manage_tokens",
    *actions("pages.siteidentity", "change"),
    *actions("notices.reminderrules", "change"),
    *actions("notices.letter", "view"),
    *actions("notices.round", "view"),
    *actions("wagtailcore.modellogentry", "view"),
)
FILES = ("add", "change", "choose")

ROLES: tuple[Role, ...] = (
    Role(EDITORS, (*ADMIN, *WRITING), on_pages=("add", "change"), on_files=FILES),
    Role(
        OFFICE,
        (*ADMIN, *WRITING, *SUPERVISING),
        on_pages=("add", "change", "publish", "lock", "unlock"),
        on_files=FILES,
    ),
    Role(LEADERSHIP, ("organisation.view_participation",)),
    Role(IT_OFFICERS, (*ADMIN, *HOUSEKEEPING)),
)


class MissingPermissionError(LookupError):
    """A role names permissions that no app defines."""


@transaction.atomic
def sync_roles() -> None:
    """Bring groups, rights, collections and workflow to what stands here; safe to repeat."""
    permissions = _permissions_by_name(ROLES)
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.set(permissions[name] for name in role.permissions)
        _grant_on_pages(group, role.on_pages)
        _grant_on_files(group, role.on_files)
    _make_collections()
    _make_workflow()
    _remove_wagtail_defaults()


def _permissions_by_name(roles: Iterable[Role]) -> dict[str, Permission]:
    """The permissions that the roles name, by `app.codename`."""
    names = {name for role in roles for name in role.permissions}
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    if missing := names - found.keys():
        raise MissingPermissionError(", ".join(sorted(missing)))
    return {name: found[name] for name in names}


def _grant_on_pages(group: Group, names: Iterable[str]) -> None:
    """Let the group do this with all pages, and nothing else with any."""
    root = Page.get_first_root_node()
    codenames = {f"{name}_page" for name in names}
    granted = GroupPagePermission.objects.filter(group=group)
    granted.exclude(page=root, permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _grant_on_files(group: Group, names: Iterable[str]) -> None:
    """Let the group do this with images and documents of all collections, and nothing else."""
    root = Collection.get_first_root_node()
    wanted = Q(pk=None)
    for model in (get_image_model(), get_document_model()):
        codenames = [f"{name}_{model._meta.model_name}" for name in names]
        wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=codenames)
    permissions = Permission.objects.filter(wanted)
    granted = GroupCollectionPermission.objects.filter(group=group)
    granted.exclude(collection=root, permission__in=permissions).delete()
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _make_collections() -> None:
    """Make the two collections that decide who may open a file."""
    root = Collection.get_first_root_node()
    existing = set(root.get_children().values_list("name", flat=True))
    for name in (PUBLIC_COLLECTION, INTERNAL_COLLECTION):
        if name not in existing:
            root.add_child(name=name)


def _make_workflow() -> None:
    """Have a second person in the Office approve every page and every question.

    The kind of task stands in an app above this one, therefore its name.
    """
    task, _made = apps.get_model("pages.SecondPersonTask").objects.get_or_create(name=SECOND_PERSON)
    task.groups.set(Group.objects.filter(name=OFFICE))
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    _retire_approval_by_anybody(workflow, task)
    root = Page.get_first_root_node()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    question = ContentType.objects.get_by_natural_key("quiz", "question")
    WorkflowContentType.objects.update_or_create(
        content_type=question, defaults={"workflow": workflow}
    )


def _retire_approval_by_anybody(workflow: Workflow, task: Task) -> None:
    """Move what waits for the group task of earlier versions, which its author could approve."""
    earlier = GroupApprovalTask.objects.filter(name=OFFICE, workflow_tasks__workflow=workflow)
    for old in list(earlier):
        waiting = TaskState.objects.filter(task=old, status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(task=task)
        WorkflowTask.objects.filter(workflow=workflow, task=old).delete()
        old.active = False
        old.save(update_fields=["active"])


def _remove_wagtail_defaults() -> None:
    """Remove the groups and the workflow that came with Wagtail, unless somebody uses them."""
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None).delete()
    unused = Workflow.objects.filter(name=WAGTAIL_WORKFLOW, workflow_states=None)
    unused.delete()
    GroupApprovalTask.objects.filter(name=WAGTAIL_WORKFLOW, task_states=None).delete()
