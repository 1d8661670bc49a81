"""Whom a reader may remind of a duty, and what is said of it before and after."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.notices.models import ReminderRules
from intranet.notices.services import Reminded
from intranet.organisation.permissions import Reader, person_of
from intranet.reports.names import Names, Participant
from intranet.reports.sheets import cell_text

NAMES_SHOWN = 20
LONGEST_ID = 18  # digits; a longer number is no id and more than a database takes


@dataclass(frozen=True, slots=True)
class Addressees:
    """Those of a unit who are still waited for, all or those `picked`; `people` are the first."""

    names: Names
    picked: list[int] | None
    number: int
    people: list[Participant]

    def person_ids(self) -> list[int]:
        """All of them, in one statement at most."""
        return [row[0] for row in self.names.rows] if self.picked is None else self.picked


def addressees_of(waited_for: Names, picked: frozenset[int], *, by: Reader) -> Addressees:
    """Everybody waited for if nobody was picked; who is not waited for there cannot be picked.

    Nobody reminds themselves, and nobody is reminded twice on a day.
    """
    sender = person_of(by)
    rows = waited_for.rows.filter(reminded_at=None)
    rows = rows.exclude(person=sender.pk) if sender else rows
    if not picked:
        names = replace(waited_for, rows=rows)
        return Addressees(names, None, names.to_remind, names.page(0, NAMES_SHOWN))
    names = replace(waited_for, rows=rows.filter(person__in=picked))
    found = names.page(0, len(picked))
    ids = [person.person_id for person in found]
    return Addressees(names, ids, len(found), found[:NAMES_SHOWN])


def nobody_told(waited_for: Names, picked: frozenset[int], *, by: Reader) -> str:
    """Why there is nobody to be reminded."""
    waiting = waited_for.rows.filter(person__in=picked) if picked else waited_for.rows
    if waiting.exclude(reminded_at=None).exists():
        return _("All of these have been reminded today already.")
    sender = person_of(by)
    if sender and (sender.pk in picked or (waited_for.total and not picked)):
        return _("Only you yourself are left here; see “My tasks”.")
    return _("Nobody of these has anything left to do.")


def picked_from(texts: Iterable[str]) -> frozenset[int]:
    """The ids of people among the values of a form; whatever is no id is left out."""
    return frozenset(
        int(text)
        for text in texts
        if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID
    )


def told(reminded: Reminded) -> str:
    """What came of it: who was reminded, who had been today, who had nothing left to do."""
    parts = [
        ngettext("%(number)s person was reminded", "%(number)s people were reminded", reminded.told)
        % {"number": reminded.told}
    ]
    if reminded.already:
        parts.append(
            ngettext(
                "%(number)s person had been reminded today already",
                "%(number)s people had been reminded today already",
                reminded.already,
            )
            % {"number": reminded.already}
        )
    if reminded.not_owing:
        parts.append(
            ngettext(
                "%(number)s person has nothing left to do",
                "%(number)s people have nothing left to do",
                reminded.not_owing,
            )
            % {"number": reminded.not_owing}
        )
    return "; ".join(parts) + "."


def reminding_context(
    addressees: Addressees, rules: ReminderRules, moment: datetime.datetime
) -> dict[str, Any]:
    """What the screen before a reminder prints: who will be told of what, how and when."""
    names = addressees.names
    ways = [_("at once a notice on the home page and under “My tasks”")]
    if rules.sends_letters:
        ways.append(_letters_go(rules.next_hour_for_letters(moment), moment))
    return {
        "duty": names.duty,
        "unit_name": names.unit_name,
        "number": addressees.number,
        "picked": addressees.picked,
        "people": [
            {"name": person.full_name, "unit": person.unit_name} for person in addressees.people
        ],
        "has_several_units": len(names.unit_names) > 1,
        "more": addressees.number - len(addressees.people),
        "ways": ways,
    }


def _letters_go(at: datetime.datetime, moment: datetime.datetime) -> str:
    """When the letters of a reminder go out."""
    if at == moment:
        return _("an e-mail within a few minutes, unless the person has switched it off")
    return _(
        "an e-mail at %(moment)s, for letters go out in office hours only; not to whoever has"
        " switched it off"
    ) % {"moment": cell_text(at)}
