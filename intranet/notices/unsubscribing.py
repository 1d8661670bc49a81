"""The signed link in a letter by which its reader stops letters of its kind, without signing in."""

from dataclasses import dataclass

from django.core import signing

from intranet.notices.models import LetterKind

SALT = "intranet.notices.stop"
STOPPABLE = (LetterKind.REMINDER, LetterKind.DIGEST)


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose letters, and of which kind."""

    person_id: int
    kind: LetterKind


def token_for(person_id: int, kind: str) -> str:
    """The part of the link that nobody can make up; it holds as long as the key of the site."""
    return signing.dumps([person_id, str(kind)], salt=SALT)


def stop_of(token: str) -> Stop | None:
    """What the token is for, None for one that is not ours."""
    try:
        person_id, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Stop(person_id, LetterKind(kind))
