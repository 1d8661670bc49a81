"""What policies add to other screens; registration only."""

from wagtail import hooks

from intranet.pages.home import HOOK as HOME_HOOK
from intranet.policies.home_rows import append_policies
from intranet.policies.importing.log_actions import register_document_import_log
from intranet.policies.importing.viewset import DocumentImportViewSet

hooks.register(HOME_HOOK, append_policies)
hooks.register("register_log_actions", register_document_import_log)


@hooks.register("register_admin_viewset")
def register_document_imports() -> DocumentImportViewSet:
    """Add the import of documents."""
    return DocumentImportViewSet()
