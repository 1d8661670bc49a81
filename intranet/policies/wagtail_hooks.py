"""What policies add to other screens; registration only."""

from wagtail import hooks

from intranet.pages.home import HOOK as HOME_HOOK
from intranet.policies.admin_deletion import (
    keep_published_documents,
    keep_published_documents_in_bulk,
)
from intranet.policies.citations import hooks as _citation_hooks  # noqa: F401  (registers)
from intranet.policies.home_rows import append_policies
from intranet.policies.importing.log_actions import register_document_import_log
from intranet.policies.importing.viewset import DocumentImportViewSet
from intranet.policies.log_actions import register_meeting_log
from intranet.policies.page_sections import append_must_read
from intranet.policies.sheet import HOOK as PAGE_HOOK

hooks.register(HOME_HOOK, append_policies)
hooks.register(PAGE_HOOK, append_must_read)
hooks.register("register_log_actions", register_meeting_log)
hooks.register("before_delete_page", keep_published_documents)
hooks.register("before_bulk_action", keep_published_documents_in_bulk)
hooks.register("register_log_actions", register_document_import_log)


@hooks.register("register_admin_viewset")
def register_document_imports() -> DocumentImportViewSet:
    """Add the import of documents."""
    return DocumentImportViewSet()
