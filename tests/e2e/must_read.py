"""Has the plan of the demonstration confirmed, or changes it in substance; prints its path."""

import datetime
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 - the applications have to be ready

from intranet.policies.models import PolicyPage  # noqa: E402

POINT = "III.1.c"
NOTE = "Bổ sung nội dung dịch vụ công trực tuyến."


def change(page: PolicyPage, step: str) -> None:
    """Ask everybody to confirm, or change one point and ask again."""
    page.is_must_read = True
    page.must_read_due = timezone.localdate() + datetime.timedelta(days=14)
    if step == "again":
        page.change_is_material, page.change_note = True, NOTE
        value = next(block.value for block in page.body if block.value["anchor"] == POINT)
        value["title" if value["title"] else "text"] += " Ưu tiên dịch vụ công trực tuyến."


if __name__ == "__main__":
    page = PolicyPage.objects.get(number="28").get_latest_revision_as_object()
    change(page, sys.argv[1])
    page.save_revision().publish()
    print(page.url_path.split("/", 2)[2])
