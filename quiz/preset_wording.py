"""What each preset means, in words for authors and for those who take the quiz."""

import datetime

from django.utils.translation import gettext_lazy as _

from quiz.choices import Preset
from quiz.disclosure import has_round

PRESETS_EXPLAINED = _(
    "Practice is for learning: after handing in, people see everything, and before it they may "
    "have any question explained, which then stays as they answered it. In a contest they see "
    "their score at once; right answers and explanations follow when it has closed for everybody. "
    "In an examination they read only that they have handed in; result, right answers and "
    "explanations follow when it has closed for everybody. Contests and examinations need a "
    "closing time. The choice is fixed once somebody has begun."
)
ROUND_WITHOUT_END = _(
    "A contest or an examination needs the time at which it closes: results and right answers are "
    "shown only after it."
)

KINDS = {
    Preset.PRACTICE: _("practice"),
    Preset.CONTEST: _("contest"),
    Preset.EXAMINATION: _("examination"),
}
PROMISES = {
    Preset.PRACTICE: _("After handing in you see the right answers with the reasons."),
    Preset.CONTEST: _(
        "After handing in you see your score. The right answers with the reasons follow once the "
        "contest has closed for everybody."
    ),
    Preset.EXAMINATION: _(
        "After handing in you read that your work has arrived. The result and the right answers "
        "with the reasons follow once the examination has closed for everybody."
    ),
}
WAITING = {
    Preset.CONTEST: _(
        "Which answers are right, and why, you can read here once the contest has closed for "
        "everybody."
    ),
    Preset.EXAMINATION: _(
        "Your result and the right answers with the reasons stand here once the examination has "
        "closed for everybody."
    ),
}


def round_errors(preset: str, closes_at: datetime.datetime | None) -> list[str]:
    """The refusal of a contest or an examination that never ends."""
    return [str(ROUND_WITHOUT_END)] if has_round(preset) and closes_at is None else []
