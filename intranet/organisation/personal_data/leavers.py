"""Names of leavers: who is due when, and how everything that names them is removed.

The person stays as a row without a name. Memberships, attempts and exemptions go on referring to
it, so that every figure, also one of long ago, stays what it was.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from axes.models import AccessAttempt
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from intranet.organisation.models import (
    CorrectionRequest,
    Delegation,
    Exemption,
    Membership,
    Person,
    PersonalDataRules,
)
from intranet.organisation.personal_data import imports, registry
from intranet.organisation.personal_data.redaction import (
    Line,
    Naming,
    Redaction,
    Target,
    is_telling,
)
from intranet.organisation.personal_data.working_days import months_after, months_before

ACTION = "personal_data.name_removed"
LINES_AT_ONCE = 500
ONE_DAY = 24 * 60 * 60


def leavers() -> QuerySet[Person]:
    """People whom no membership holds any longer, with `left_on`, the first day without one."""
    standing = Membership.objects.filter(person=OuterRef("pk")).filter(
        Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
    )
    return (
        Person.objects.filter(~Exists(standing), deidentified_at=None)
        .annotate(left_on=Max("memberships__valid_to"))
        .filter(left_on__isnull=False)
        .order_by("left_on", "pk")
    )


def due_before(day: datetime.date) -> datetime.date:
    """Who left on this day or earlier is due on the day."""
    return months_before(day, PersonalDataRules.load().months_after_leaving)


def goes_on(left_on: datetime.date, months: int) -> datetime.date:
    """The day on which the name of somebody who left then is removed."""
    return months_after(left_on, months)


def due_on(day: datetime.date) -> QuerySet[Person]:
    """Leavers whose time is over on the day; superusers are left to whoever made them."""
    is_superuser = Q(user__is_superuser=True)
    return leavers().filter(~is_superuser, left_on__lte=due_before(day))


def remove_names_due(*, now: datetime.datetime) -> int:
    """Remove the names whose time is over; a job of the clock, looked at once a day."""
    day = timezone.localdate(now)
    if not cache.add(f"names-of-leavers-{day}", True, ONE_DAY):
        return 0
    due = list(due_on(day).select_related("user"))
    deidentify(due)
    return len(due)


@transaction.atomic
def deidentify(people: Sequence[Person], *, by: Any = None) -> None:
    """Take name, contacts, code and account from people, and their names out of log and reports."""
    if not people:
        return
    redaction = Redaction([_naming(person) for person in people])
    registry.erase(people)
    for person in people:
        _remove_account(person)
        _clean_texts(person, redaction)
        _replace_name(person)
        log(person, ACTION, user=by)
    for model in (ModelLogEntry, PageLogEntry):
        _clean_log(model, redaction)
    imports.clean(redaction)


def _naming(person: Person) -> Naming:
    """What names this person; a name that others bear too means nobody outside the own lines."""
    account = person.user
    names = {person.full_name}
    codes = {person.staff_code, person.phone}
    mails = {person.work_email}
    if account is not None:
        names.add(account.get_full_name())
        codes.add(account.get_username())
        mails.add(account.email)
    others = Person.objects.exclude(pk=person.pk).filter(full_name__in=names)
    shared = set(others.values_list("full_name", flat=True))
    return Naming(
        replacement=nameless(person),
        own_names=frozenset(names),
        unmistakable=frozenset(mails | set(filter(is_telling, names - shared))),
        codes=frozenset(codes) - {""},
        targets=frozenset(_log_targets(person)),
        user_id=person.user_id,
    )


def nameless(person: Person) -> str:
    """What stands in the place of the name."""
    return _("Left the body · %(number)s") % {"number": person.pk}


def _log_targets(person: Person) -> set[Target]:
    """Content type and id of everything whose lines are about this person."""
    rows: list[Any] = [
        person,
        *Membership.objects.filter(person=person),
        *Delegation.objects.filter(person=person),
        *Exemption.objects.filter(person=person),
        *([person.user] if person.user is not None else []),
    ]
    return {_target(row) for row in rows}


def _target(row: Any) -> Target:
    return ContentType.objects.get_for_model(row).pk, str(row.pk)


def _remove_account(person: Person) -> None:
    """With it go sessions, second factors and links to other sign-ins."""
    account = person.user
    if account is None:
        return
    AccessAttempt.objects.filter(username=account.get_username()).delete()
    person.user = None
    account.delete()


def _clean_texts(person: Person, redaction: Redaction) -> None:
    """What the person wrote goes; what others wrote about the person stays without the name."""
    CorrectionRequest.objects.filter(person=person).update(text="", answer="")
    for exemption in Exemption.objects.filter(person=person).exclude(note=""):
        exemption.note = redaction.of_text(exemption.note, target=_target(person))
        exemption.save(update_fields=["note"])
    for delegation in Delegation.objects.filter(person=person):
        delegation.reason = redaction.of_text(delegation.reason, target=_target(person))
        delegation.save(update_fields=["reason"])


def _replace_name(person: Person) -> None:
    person.full_name = nameless(person)
    person.staff_code = f"da-roi-{person.pk}"
    person.work_email = person.phone = ""
    person.deidentified_at = timezone.now()
    person.save()


def _clean_log(model: Any, redaction: Redaction) -> None:
    """Rewrite the lines that name the people, in one pass.

    Databases keep the letters of JSON escaped or not, so that none can be asked for a name in it.
    """
    changed = []
    for row in model.objects.order_by("pk").iterator(chunk_size=LINES_AT_ONCE):
        target = (row.content_type_id, getattr(row, "object_id", ""))
        label, data = redaction.of_line(Line(target, row.user_id, row.label, row.data))
        if (label, data) != (row.label, row.data):
            row.label, row.data = label, data
            changed.append(row)
    model.objects.bulk_update(changed, ["label", "data"], batch_size=LINES_AT_ONCE)
