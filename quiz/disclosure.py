"""What of an attempt may be shown, and when; pure, without Django.

The preset of a quiz decides. *Practice* explains at once: after the hand-in everything, before it
each question whose explanation was asked for. *Contest* tells the score after the hand-in and the
rest when the round is over, *examination* tells nothing before that. A round is over when nobody
can answer any more, those with an extension included.
"""

from dataclasses import dataclass

PRACTICE, CONTEST, EXAMINATION = "practice", "contest", "examination"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`score`: how many marks, passed or not; `key`: right answers, explanations, single marks.

    Which questions were answered rightly is as good as the key, so it never comes with the score
    alone.
    """

    score: bool = False
    key: bool = False


NOTHING = Disclosure()
SCORE_ONLY = Disclosure(score=True)
EVERYTHING = Disclosure(score=True, key=True)

_DURING_THE_ROUND = {PRACTICE: EVERYTHING, CONTEST: SCORE_ONLY}


def disclosed(preset: str, *, is_finished: bool, is_round_over: bool) -> Disclosure:
    """What the person may see of an attempt; a preset that is not known shows nothing early."""
    if not is_finished:
        return NOTHING
    return EVERYTHING if is_round_over else _DURING_THE_ROUND.get(preset, NOTHING)


def may_reveal(preset: str) -> bool:
    """Whether a question may be explained before the hand-in, which then locks its answer."""
    return preset == PRACTICE


def has_round(preset: str) -> bool:
    """Whether something waits for a common end, so that the quiz has to have one."""
    return preset != PRACTICE


def withholds_score(preset: str, *, is_round_over: bool) -> bool:
    """Whether nobody is told yet who has passed, neither the person nor anybody above."""
    return not disclosed(preset, is_finished=True, is_round_over=is_round_over).score
