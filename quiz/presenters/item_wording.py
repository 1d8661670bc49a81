"""What the figures of a question suggest, in words."""

from django.utils.translation import gettext_lazy

from quiz.understanding.item_advice import Advice

ADVICE = {
    Advice.CHECK_KEY: gettext_lazy(
        "This question should be looked at again, because those who did well elsewhere tend to get "
        "it wrong: check the key, and whether the wording misleads."
    ),
    Advice.ATTRACTS_BEST: gettext_lazy(
        "This question should be looked at again, because a wrong option attracts those who do "
        "well elsewhere: it may be right as well, or the wording misleads."
    ),
    Advice.TOO_HARD: gettext_lazy(
        "This question should be looked at again, because few answer it rightly: check the key, "
        "make the wording plainer, or explain the subject better beforehand."
    ),
    Advice.TOO_EASY: gettext_lazy(
        "Nearly everybody answers it rightly: it says little about who knows the subject. Keep it "
        "as a beginning, or make the wrong options more plausible."
    ),
    Advice.WEAK: gettext_lazy(
        "This question should be looked at again, because it hardly tells those who know the "
        "subject from those who do not: the wording or a second option may be doubtful."
    ),
    Advice.UNCHOSEN: gettext_lazy(
        "A wrong option was chosen by nobody: it only takes time to read. Make it more plausible, "
        "or leave it out."
    ),
    Advice.SOUND: gettext_lazy("It works well: nothing to do."),
}
BRIEFLY = {
    Advice.CHECK_KEY: gettext_lazy("check the key"),
    Advice.ATTRACTS_BEST: gettext_lazy("a wrong option attracts the best"),
    Advice.TOO_HARD: gettext_lazy("too hard"),
    Advice.TOO_EASY: gettext_lazy("very easy"),
    Advice.WEAK: gettext_lazy("tells little apart"),
    Advice.UNCHOSEN: gettext_lazy("an option nobody chooses"),
    Advice.SOUND: gettext_lazy("works well"),
}
TONES = {
    Advice.CHECK_KEY: "danger",
    Advice.ATTRACTS_BEST: "danger",
    Advice.TOO_HARD: "warning",
    Advice.WEAK: "warning",
    Advice.TOO_EASY: "info",
    Advice.UNCHOSEN: "info",
    Advice.SOUND: "success",
}
