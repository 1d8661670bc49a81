"""What the roll, the accounts and the log hold about a person."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry, PageLogEntry

from intranet.accounts.models import Session
from intranet.organisation import duties
from intranet.organisation.models import (
    CorrectionRequest,
    Delegation,
    Exemption,
    FrozenPerson,
    FrozenUnit,
    Membership,
    Person,
    UnitPeriod,
)
from intranet.organisation.personal_data.registry import Owner, Section
from intranet.organisation.progress import State

SIGN_IN_ACTIONS = ("accounts.sign_in", "accounts.sign_in_failed", "accounts.locked")


class RollHoldings:
    """Person, memberships, delegations, exemptions and requests."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Tables of the roll; only the requests without a person."""
        if owner.person is not None:
            yield _person(owner.person)
            yield _memberships(owner.person)
            yield _delegations(owner.person)
            yield _exemptions(owner.person)
            yield _frozen_rosters(owner.person)
        yield _requests(owner)


class AccountHoldings:
    """Account, second factors, sessions."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Tables of the account; never a password or a key."""
        yield _account(owner)
        yield _factors(owner)
        yield _sessions(owner)


class LogHoldings:
    """Lines about the person or the account, and what the account did."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Sign-ins apart from the rest."""
        lines = sorted(_log_lines(owner), key=lambda line: line.timestamp, reverse=True)
        sign_ins = [line for line in lines if line.action in SIGN_IN_ACTIONS]
        others = [line for line in lines if line.action not in SIGN_IN_ACTIONS]
        yield Section(
            "sign_ins",
            _("Sign-ins"),
            _("To notice strangers in the account."),
            (("at", _("When")), ("what", _("What"))),
            [(line.timestamp, str(line.message)) for line in sign_ins],
        )
        yield Section(
            "log",
            _("Log"),
            _("To know who did what."),
            (("at", _("When")), ("who", _("Who")), ("what", _("What")), ("object", _("On what"))),
            [
                (line.timestamp, line.user_display_name, str(line.message), line.label)
                for line in others
            ],
        )


def _facts(key: str, title: str, purpose: str, facts: list[tuple[str, str, Any]]) -> Section:
    """A table of one row."""
    columns = tuple((name, label) for name, label, _value in facts)
    return Section(key, title, purpose, columns, [tuple(value for _n, _l, value in facts)])


def _person(person: Person) -> Section:
    return _facts(
        "person",
        _("On the roll"),
        _("To address tasks to you and to count who has taken part."),
        [
            ("full_name", _("Full name"), person.full_name),
            ("staff_code", _("Staff code"), person.staff_code),
            ("work_email", _("Work e-mail"), person.work_email),
            ("phone", _("Work phone"), person.phone),
        ],
    )


def _memberships(person: Person) -> Section:
    name = UnitPeriod.objects.filter(
        unit=OuterRef("unit"), valid_from__lte=OuterRef("valid_from")
    ).order_by("-valid_from")
    rows = person.memberships.annotate(unit_name=Subquery(name.values("name")[:1]))
    return Section(
        "memberships",
        _("Where I belong and belonged"),
        _("To count you in the unit that you belong to on the day."),
        (
            ("unit", _("Unit")),
            ("role", _("Role")),
            ("staff_category", _("Staff category")),
            ("position", _("Position")),
            ("from", _("From")),
            ("until_before", _("Until before")),
        ),
        [_membership_row(row) for row in rows.order_by("-valid_from", "-pk")],
    )


def _membership_row(row: Any) -> tuple[Any, ...]:
    membership: Membership = row
    return (
        row.unit_name or "",
        membership.get_role_display(),
        membership.get_staff_category_display(),
        membership.position_title,
        membership.valid_from,
        membership.valid_to,
    )


def _delegations(person: Person) -> Section:
    name = UnitPeriod.objects.filter(
        unit=OuterRef("unit"), valid_from__lte=OuterRef("valid_from")
    ).order_by("-valid_from")
    rows = Delegation.objects.filter(person=person)
    named = rows.annotate(unit_name=Subquery(name.values("name")[:1]))
    return Section(
        "delegations",
        _("Delegations"),
        _("To give you the rights of a head for a time."),
        (
            ("unit", _("Unit")),
            ("kind", _("Kind")),
            ("decision", _("Decision")),
            ("from", _("From")),
            ("until_before", _("Until before")),
        ),
        [
            (
                row.unit_name or "",
                row.get_kind_display(),
                row.decision_number,
                row.valid_from,
                row.valid_to,
            )
            for row in named
        ],
    )


def _exemptions(person: Person) -> Section:
    rows = list(Exemption.objects.filter(person=person).order_by("-created_at"))
    titles = _duty_titles(rows)
    return Section(
        "exemptions",
        _("Exemptions"),
        _("Not to count you where you need not take part."),
        (
            ("duty", _("Duty")),
            ("reason", _("Reason")),
            ("note", _("Note")),
            ("granted_at", _("Granted at")),
        ),
        [
            (
                titles.get((row.duty_kind, row.duty_key), f"{row.duty_kind}:{row.duty_key}"),
                row.get_reason_display(),
                row.note,
                row.created_at,
            )
            for row in rows
        ],
    )


def _duty_titles(exemptions: list[Exemption]) -> dict[tuple[str, str], str]:
    if not exemptions:
        return {}
    known = duties.reported(localtime())
    return {(duty.kind, duty.key): duty.title for duty in known}


def _frozen_rosters(person: Person) -> Section:
    unit = FrozenUnit.objects.filter(roster=OuterRef("roster"), unit=OuterRef("unit"))
    rows = FrozenPerson.objects.filter(person=person).select_related("roster")
    named = rows.annotate(unit_name=Subquery(unit.values("name")[:1]))
    return Section(
        "frozen_rosters",
        _("Where I was counted when figures were frozen"),
        _("To keep the figures of duties that are over as they were."),
        (
            ("duty", _("Duty")),
            ("cut_off", _("Figures of")),
            ("unit", _("Unit")),
            ("state", _("State")),
            ("score", _("Score (%)")),
            ("at", _("When")),
        ),
        [_frozen_row(row) for row in named.order_by("-roster__cut_off", "-pk")],
    )


def _frozen_row(row: Any) -> tuple[Any, ...]:
    state = row.get_excused_display() if row.excused else _STATES[State(row.state)]
    score = None if row.score is None else round(Decimal(row.score), 2)
    return row.roster.title, row.roster.cut_off, row.unit_name or "", str(state), score, row.at


_STATES = {
    State.NOT_STARTED: gettext_lazy("Not started"),
    State.IN_PROGRESS: gettext_lazy("In progress"),
    State.DONE: gettext_lazy("Done"),
    State.PASSED: gettext_lazy("Passed"),
}


def _requests(owner: Owner) -> Section:
    asked = Q(asked_by=owner.account)
    if owner.person is not None:
        asked |= Q(person=owner.person)
    return Section(
        "requests",
        _("My requests about personal data"),
        _("To answer you within two working days."),
        (
            ("asked_at", _("Asked at")),
            ("kind", _("What is asked")),
            ("text", _("What and why")),
            ("due_on", _("To be answered by")),
            ("answer", _("Answer")),
            ("answered_at", _("Answered at")),
        ),
        [
            (
                row.asked_at,
                row.get_kind_display(),
                row.text,
                row.due_on,
                row.answer,
                row.answered_at,
            )
            for row in CorrectionRequest.objects.filter(asked).order_by("-asked_at")
        ],
    )


def _account(owner: Owner) -> Section:
    account = owner.account
    roles = ", ".join(account.groups.order_by("name").values_list("name", flat=True))
    return _facts(
        "account",
        _("Account"),
        _("To let you in, and nobody else under your name."),
        [
            ("username", _("User name"), account.get_username()),
            ("name", _("Name"), account.get_full_name()),
            ("email", _("E-mail"), account.email),
            ("roles", _("Roles"), roles),
            ("made_at", _("Made at"), account.date_joined),
            ("last_sign_in", _("Last sign-in"), account.last_login),
        ],
    )


def _factors(owner: Owner) -> Section:
    rows = Authenticator.objects.filter(user=owner.account).order_by("created_at")
    return Section(
        "second_factors",
        _("Second factors"),
        _("To prove that it is you who signs in."),
        (("kind", _("Kind")), ("added_at", _("Added at")), ("last_used_at", _("Last used"))),
        [(row.type, row.created_at, row.last_used_at) for row in rows],
    )


def _sessions(owner: Owner) -> Section:
    return Section(
        "sessions",
        _("Where I am signed in"),
        _("To end a session on a device that you no longer use."),
        (
            ("device", _("Device")),
            ("address", _("Address")),
            ("since", _("Since")),
            ("last_seen", _("Last seen")),
        ),
        [
            (row.device, row.address, row.started_at, row.last_seen_at)
            for row in Session.objects.of(owner.account)
        ],
    )


def _log_lines(owner: Owner) -> list[Any]:
    """Lines about the account or the person, and lines of what the account did."""
    about = Q(user=owner.account) | _is_about(owner.account)
    if owner.person is not None:
        about |= _is_about(owner.person)
    model_lines = ModelLogEntry.objects.filter(about).select_related("user", "content_type")
    page_lines = PageLogEntry.objects.filter(user=owner.account).select_related("user")
    return [*model_lines, *page_lines]


def _is_about(instance: Any) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk))


def text_of(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if hasattr(value, "hour"):
        return date_format(localtime(value), "H:i d/m/Y")
    if hasattr(value, "year"):
        return date_format(value, "d/m/Y")
    return str(value)
