"""How much of a text is Vietnamese by the build of its syllables, letter by letter."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu "
    "iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uê uêch uên uênh uy uya uych uynh uyt uyu "
    "uyên uyêt uân uâng uât uây uơ uôc uôi uôm uôn uông uôt uôu ư ưa ưc ưi ưm ưn ưng ưt ưu "
    "ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
_SYLLABLE = re.compile(
    f"(?:{'|'.join(_ONSETS.split())})?(?:{'|'.join(_RIMES.split())})", re.IGNORECASE
)
_STOPPED = re.compile("(?:c|ch|p|t)$")
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES = re.compile(f"[{_GRAVE}{_ACUTE}{_TILDE}{_HOOK}{_DOT}]")
# A tone never stands on the second half of a falling sound: «xão», not «xaõ»; but «thuý».
_MISPLACED = re.compile(
    f"(?:[aeo\u0302\u0306\u031b][ioy]|[aeio\u0302\u0306\u031b]u|ui)"
    f"[{_GRAVE}{_ACUTE}{_TILDE}{_HOOK}{_DOT}]$"
)
# With signs such as «¨» inside: in text for old fonts they are letters.
_WORD = re.compile(r"(?:[^\W\d_]|[¡-ª¬-º¼-¿×÷]|(?<=[^\W\d_])[«»](?=[^\W\d_]))+")
_ABBREVIATION = re.compile("[B-DF-HJ-NP-TV-XZbcdfghjklmnpqrstvwxzĐđ]+|[A-ZĐ]+")


def marked_words(text: str) -> Iterable[str]:
    """The words with a letter outside plain Latin, but for abbreviations such as «QĐ»."""
    for word in _WORD.findall(text):
        if not word.isascii() and not _ABBREVIATION.fullmatch(word):
            yield word


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether the word is built as a Vietnamese syllable, with at most one tone."""
    if len(word) > 7:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(apart)
    bare = unicodedata.normalize("NFC", _TONES.sub("", apart))
    if len(tones) > 1 or _MISPLACED.search(apart) or not _SYLLABLE.fullmatch(bare):
        return False
    return not (_STOPPED.search(bare) and tones and tones[0] not in {_ACUTE, _DOT})


def shares(text: str) -> tuple[int, int]:
    """How many marked words are syllables, and how many marked words there are."""
    words = list(marked_words(text))
    return sum(map(is_syllable, words)), len(words)
