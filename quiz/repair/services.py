"""Proposing a repair and deciding about it."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from intranet.accounts.models import User
from quiz.correction import Act, correction_faults
from quiz.models import KeyRepair, QuestionVersion, RepairState
from quiz.repair import tasks
from quiz.repair.applying import told
from quiz.repair.errors import (
    AlreadyDecidedError,
    AlreadyProposedError,
    NothingLeftError,
    PreviewChangedError,
    RepairFaultyError,
)
from quiz.repair.log_actions import PROPOSED, REFUSED
from quiz.repair.preview import preview, signature
from quiz.repair.remarking import without_maximum
from quiz.services.errors import ReasonMissingError, SecondPersonError


def faults_of(repair: KeyRepair, versions: Sequence[QuestionVersion]) -> list[str]:
    """Names of what is wrong with a repair of these versions; empty if nothing is."""
    if not versions:
        return ["no_version"]
    act = Act(repair.act)
    found = [
        fault
        for version in versions
        for fault in correction_faults(version.kind, version.item, act, repair.keys, repair.forms)
    ]
    is_new = found.count("no_change") < len(versions)
    if is_new and _leaves_nothing(act, versions):
        found.append("nothing_left")
    return list(dict.fromkeys(fault for fault in found if fault != "no_change" or not is_new))


def _leaves_nothing(act: Act, versions: Sequence[QuestionVersion]) -> bool:
    """Whether somebody would have been asked nothing that counts, and pass with no point at all."""
    return act is Act.VOID and without_maximum([version.pk for version in versions]).exists()


def propose(
    *,
    repair: KeyRepair,
    versions: Sequence[QuestionVersion],
    by: User,
    now: datetime.datetime,
) -> KeyRepair:
    """Keep the proposal with what was seen; nothing is marked before a second person agrees."""
    if not repair.reason.strip():
        raise ReasonMissingError
    if faults := faults_of(repair, versions):
        raise RepairFaultyError(faults)
    repair.reason = repair.reason.strip()
    repair.proposed_by, repair.proposed_at = by, now
    repair.preview = preview(repair, versions, now)
    try:
        with transaction.atomic():
            repair.save(force_insert=True)
            repair.versions.set(versions)
            log(repair, PROPOSED, user=by, data=told(repair, versions))
    except IntegrityError as error:
        raise AlreadyProposedError from error
    return repair


def refuse(*, repair: KeyRepair, reason: str, by: User, now: datetime.datetime) -> KeyRepair:
    """Leave the key as it is, with a reason."""
    if not reason.strip():
        raise ReasonMissingError
    with transaction.atomic():
        held = _held(repair, by)
        held.state, held.decision_reason = RepairState.REFUSED, reason.strip()
        held.decided_by, held.decided_at = by, now
        held.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
        log(held, REFUSED, user=by, data={"reason": held.decision_reason})
    return held


def agree(
    *,
    repair: KeyRepair,
    seen: str,
    until: datetime.datetime,
    by: User,
    now: datetime.datetime,
) -> KeyRepair:
    """Agree as the second person to what was `seen`, a signature of the preview until a moment."""
    current = KeyRepair.objects.select_related("question__current_version").get(pk=repair.pk)
    versions = list(current.versions.order_by("pk"))
    if signature(preview(current, versions, until)) != seen:
        raise PreviewChangedError
    if _leaves_nothing(Act(current.act), versions):
        raise NothingLeftError
    with transaction.atomic():
        held = _held(repair, by)
        held.state = RepairState.APPLYING
        held.decided_by, held.decided_at = by, now
        held.save(update_fields=["state", "decided_by", "decided_at"])
        tasks.run_remark(held, versions, now)
    return held


def _held(repair: KeyRepair, by: User) -> KeyRepair:
    rows = KeyRepair.objects.select_related("question__current_version", "proposed_by")
    held = rows.select_for_update(of=("self",)).get(pk=repair.pk)
    if held.state != RepairState.PROPOSED:
        raise AlreadyDecidedError
    if held.proposed_by_id in (None, by.pk):
        raise SecondPersonError
    return held
