"""Confirming that a document was read and understood: by oneself, on the version that was shown."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from intranet.organisation import duties
from intranet.organisation.duties import Duty, MyDuty
from intranet.organisation.models import Person
from intranet.organisation.permissions import Reader, audience_ids_of, exemptions_of
from intranet.organisation.progress import NOT_STARTED, State
from intranet.policies.models import Acknowledgement, PolicyPage, PublishedVersion
from intranet.policies.versions import current_version

QUIZ = "quiz"


class OtherVersionError(Exception):
    """Another version was published than the one that was read."""


class ConditionError(Exception):
    """The quiz before the confirmation is not passed yet."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The quiz that stands before a confirmation, and how far the person is with it."""

    duty: Duty
    state: State
    is_open: bool

    @property
    def is_met(self) -> bool:
        """Passed; or done, where nobody is told who has passed."""
        return self.state >= (State.PASSED if self.duty.has_pass_mark else State.DONE)


def latest_given(person: Person, page: PolicyPage) -> Acknowledgement | None:
    """The person's confirmation of the latest version that the person confirmed."""
    given = Acknowledgement.objects.filter(person=person, version__page=page)
    read = given.select_related("version", "meeting").defer("version__content")
    return read.order_by("-version__number").first()


def condition_of(
    user: Reader, person: Person, page: PolicyPage, moment: datetime.datetime
) -> Condition | None:
    """The quiz that the person has to pass first, or None.

    A quiz that is withdrawn or over, that is not addressed to the person or need not be taken
    stands in nobody's way.
    """
    duty = duties.find(QUIZ, str(page.condition_quiz_id)) if page.condition_quiz_id else None
    if duty is None or not duty.url or duty.audience_id not in audience_ids_of(user):
        return None
    provider = next(one for one in duties.providers() if one.kind == QUIZ)
    progress = provider.progress_of(person, [duty]).get(duty.key, NOT_STARTED)
    has_opened = duty.opens_at is None or duty.opens_at <= moment
    is_open = MyDuty(duty, progress).is_open(moment)
    condition = Condition(duty, progress.state, is_open)
    is_over = has_opened and not is_open
    is_excused = (duty.kind, duty.key) in exemptions_of(user)
    return None if not condition.is_met and (is_over or is_excused) else condition


@transaction.atomic
def acknowledge(
    *,
    page: PolicyPage,
    person: Person,
    user: Any,
    number: int,
    now: datetime.datetime,
) -> Acknowledgement:
    """Store that the person confirms the version with this number; a second time changes nothing.

    The rights are the caller's to check. Raises `OtherVersionError` if that is not the version that
    stands published, `ConditionError` if a quiz comes first.
    """
    version: PublishedVersion | None = current_version(page)
    if version is None or version.number != number:
        raise OtherVersionError
    condition = condition_of(user, person, page, now)
    if condition is not None and not condition.is_met:
        raise ConditionError
    given, _is_new = Acknowledgement.objects.get_or_create(
        person=person, version=version, defaults={"at": now}
    )
    return given
