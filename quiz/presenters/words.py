"""Moments, numbers and scores in words, shared by the quiz screens."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

MOMENT = "H:i, d/m/Y"
EXACT_MOMENT = "H:i:s, d/m/Y"


def moment_text(moment: datetime.datetime) -> str:
    """A moment as it is read here: 14:03, 22/11/2026."""
    return date_format(timezone.localtime(moment), MOMENT)


def exact_moment_text(moment: datetime.datetime) -> str:
    """A moment to the second, where seconds decide: 14:03:22, 22/11/2026."""
    return date_format(timezone.localtime(moment), EXACT_MOMENT)


def number_text(value: Any) -> str:
    """A number with a decimal comma and no needless zeros: 8, 83,3."""
    return number_format(f"{value:.1f}".rstrip("0").rstrip("."))


def mark_text(mark: Decimal | None) -> str:
    """The mark of one answer with two decimals at most: 0,67; empty before marking."""
    return "" if mark is None else number_format(f"{mark:.2f}".rstrip("0").rstrip("."))


def score_text(attempt: Any) -> str:
    """The score in marks: 8/10; empty before marking."""
    if attempt.score is None:
        return ""
    return f"{number_text(attempt.score)}/{number_text(attempt.maximum)}"


def passed_text(is_passed: bool | None) -> str:
    """Whether the pass mark is reached, in words; empty before marking."""
    if is_passed is None:
        return ""
    return _("Passed") if is_passed else _("Not passed")
