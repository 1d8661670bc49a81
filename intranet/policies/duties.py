"""Documents that must be confirmed as read, as duties: what the rest of the site knows of them."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import FloatField, Min, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.duties import Duty, Progress, State
from intranet.organisation.keys import possible_ids
from intranet.organisation.models import Person
from intranet.policies.models import Acknowledgement, PolicyPage, PublishedVersion

KIND = "must-read"
LAST_MINUTE = datetime.time(23, 59, 59)  # of the day, so that the day is the one printed


class MustReadDuties:
    """The provider of the kind «must-read»; `key` is the page id. Such a duty has no end."""

    kind = KIND

    def duties(self, moment: datetime.datetime) -> Iterable[Duty]:
        """Published documents that were to be confirmed at the moment, newest first."""
        asked = asked_at(PolicyPage.objects.live().filter(is_must_read=True), moment)
        return [duty_of(page) for page in asked.order_by("-asked_since", "-pk")]

    def get(self, key: str) -> Duty | None:
        """The published document with this page id."""
        pages = PolicyPage.objects.live().filter(is_must_read=True, pk__in=possible_ids([key]))
        page = asked_at(pages, timezone.now()).first()
        return duty_of(page) if page else None

    def kept(self, keys: Collection[str]) -> Iterable[Duty]:
        """The documents that there still are, without an address where they are withdrawn."""
        pages = PolicyPage.objects.filter(pk__in=possible_ids(keys))
        return [duty_of(page) for page in asked_at(pages, timezone.now())]

    def settled(self, moment: datetime.datetime) -> Iterable[Duty]:
        """None: each quarter is written down, and the duty goes on."""
        return []

    def standings(self, duty: Duty, moment: datetime.datetime) -> QuerySet[Any]:
        """Who had confirmed at the moment a version that was asked for then, or a later one."""
        versions = PublishedVersion.objects.filter(page=int(duty.key), published_at__lte=moment)
        asked_from = versions.order_by("-number").values("asked_from")[:1]
        given = Acknowledgement.objects.filter(
            version__page=int(duty.key),
            version__published_at__lte=moment,
            version__number__gte=Subquery(asked_from),
            at__lte=moment,
        )
        return (
            given.order_by()
            .values("person_id")
            .annotate(
                reached=Value(int(State.DONE)),
                percent=Value(None, output_field=FloatField()),
                reached_at=Min("at"),
            )
            .values("person_id", "reached", "percent", "reached_at")
        )

    def later_ends(self, duty: Duty, moment: datetime.datetime) -> Mapping[int, datetime.datetime]:
        """Nobody is given longer: there is no end."""
        return {}

    def progress_of(self, person: Person, duties: list[Duty]) -> Mapping[str, Progress]:
        """Which of the documents the person has confirmed as they are asked for now."""
        latest = PublishedVersion.objects.filter(page=OuterRef("version__page"))
        given = Acknowledgement.objects.filter(
            person=person,
            version__page__in=[int(duty.key) for duty in duties],
            version__number__gte=Subquery(latest.order_by("-number").values("asked_from")[:1]),
        )
        since = given.order_by().values("version__page").annotate(first=Min("at"))
        return {
            str(row["version__page"]): Progress(State.DONE, at=row["first"])
            for row in since.values("version__page", "first")
        }


def asked_at(pages: Any, moment: datetime.datetime) -> Any:
    """Those of the pages of which a version stood published, with `asked_since`.

    That is the publication of the version from which on a confirmation counted at the moment.
    """
    versions = PublishedVersion.objects.filter(page=OuterRef("pk"), published_at__lte=moment)
    asked_from = versions.order_by("-number").values("asked_from")[:1]
    asked = PublishedVersion.objects.filter(
        page=OuterRef("pk"), number=OuterRef("asked_from_number")
    )
    return (
        pages.defer_streamfields()
        .annotate(asked_from_number=Subquery(asked_from))
        .annotate(asked_since=Subquery(asked.values("published_at")[:1]))
        .filter(asked_since__isnull=False)
    )


def duty_of(page: Any) -> Duty:
    """The document as a duty; it is due at the end of the day named."""
    return Duty(
        kind=KIND,
        key=str(page.pk),
        kind_label=_("Document to be read"),
        title=page.title,
        url=(page.get_url() or "") if page.live else "",
        audience_id=page.audience_id,
        opens_at=page.asked_since,
        due_at=_end_of(page.must_read_due),
        closes_at=None,
    )


def _end_of(day: datetime.date | None) -> datetime.datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, LAST_MINUTE))
