"""Pages that were published before versions were kept."""

import datetime

from django.db.models import Exists, OuterRef

from intranet.policies.models import PolicyPage, PublishedVersion
from intranet.policies.versions import keep_version

AT_A_TIME = 100


def keep_missing_versions(*, now: datetime.datetime) -> int:
    """Make the first version of pages that were published before there were versions."""
    has_version = Exists(PublishedVersion.objects.filter(page=OuterRef("pk")))
    pages = list(PolicyPage.objects.live().filter(~has_version)[:AT_A_TIME])
    for page in pages:
        keep_version(page=page, now=page.last_published_at or page.first_published_at or now)
    return len(pages)
