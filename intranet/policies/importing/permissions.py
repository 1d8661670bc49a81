"""Who may take documents in, and whose imports one sees."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from intranet.pages.models import SectionPage
from intranet.policies.models import DocumentImport
from intranet.policies.models.imports import DocumentImportQuerySet

_pages = PagePermissionPolicy()


def sections_for(user: Any) -> QuerySet[SectionPage]:
    """The sections below which the account may add a policy."""
    pages = _pages.instances_user_has_permission_for(user, "add")
    return SectionPage.objects.filter(pk__in=pages.values("pk")).order_by("path")


def may_import(user: Any) -> bool:
    """Whether the account may take documents in: who may add pages may."""
    return user.is_active and _pages.user_has_permission(user, "add")


def sees_all(user: Any) -> bool:
    """Whether the account sees the imports of others: who may approve what comes of them does."""
    return user.is_active and _pages.user_has_permission(user, "publish")


def visible_to(user: Any) -> DocumentImportQuerySet:
    """The imports that the account may open: its own, and all for the Office."""
    if not may_import(user):
        return DocumentImport.objects.none()
    imports: DocumentImportQuerySet = DocumentImport.objects.all()
    return imports if sees_all(user) else imports.filter(uploaded_by=user)
