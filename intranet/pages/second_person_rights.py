"""Wagtail's rights and its copy form as they are where nobody publishes alone."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm
from wagtail.models import PagePermissionTester

from intranet.pages.second_person import is_alone


class DraftCopyForm(CopyForm):
    """Copies are drafts: a published copy or an alias would be published by one person alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class SecondPersonTester(PagePermissionTester):
    """Wagtail's rights, without publishing a new page in the same breath as writing it."""

    def can_publish_subpage(self) -> bool:
        """As Wagtail says, when nobody acts alone; a new page is then kept as a draft."""
        return not is_alone() and super().can_publish_subpage()
