"""Who may have a file: its collection decides, nothing else.

«Công khai» and what is below it is for everybody. A collection bound to a page, and what is below
it, is for whoever may read that page. Anything else is for people who are signed in.
"""

from typing import Any

from intranet.pages.models.bindings import CollectionBinding
from intranet.pages.permissions import may_read


def may_have(user: Any, file: Any) -> bool:
    """Whether the person may have a file that carries its standing."""
    if file.binding_id is not None:
        return _may_read_page_of(user, file.binding_id)
    return file.is_public or user.is_authenticated


def _may_read_page_of(user: Any, binding_id: int) -> bool:
    """Whether the person may read the bound page; a draft is for whoever may edit it."""
    binding = CollectionBinding.objects.select_related("page").get(pk=binding_id)
    if binding.page is None:
        return False
    if binding.page.live and may_read(user, binding.page.specific):
        return True
    return binding.page.permissions_for_user(user).can_edit()
