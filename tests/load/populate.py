"""Fills a copy of the demonstration for the load: thousands of people, quizzes of the scenarios.

Runs in the environment of the copy. `people` and `quiz` print what they made as JSON.
"""

import argparse
import datetime
import itertools
import json
import secrets
from typing import Any

import django

BACKEND = "intranet.accounts.backends.RolesBackend"
CHUNK = 500


def make_people(number: int, password: str) -> list[dict[str, str]]:
    """Make people with accounts; all have one password, which is hashed once."""
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from intranet.accounts.models import User
    from intranet.organisation.models import Membership, Person, Unit

    encoded = make_password(password)
    names = [f"tai{index:05d}" for index in range(1, number + 1)]
    users = User.objects.bulk_create(
        [User(username=name, password=encoded) for name in names], batch_size=CHUNK
    )
    people = Person.objects.bulk_create(
        [
            Person(
                staff_code=f"TAI-{index:05d}", full_name=f"Nguyễn Thị Thử Tải {index}", user=user
            )
            for index, user in enumerate(users, start=1)
        ],
        batch_size=CHUNK,
    )
    units = itertools.cycle(Unit.objects.filter(valid_to=None).order_by("pk"))
    since = timezone.localdate() - datetime.timedelta(days=400)
    Membership.objects.bulk_create(
        [
            Membership(person=person, unit=unit, valid_from=since)
            for person, unit in zip(people, units, strict=False)
        ],
        batch_size=CHUNK,
    )
    keys = make_sessions(users)
    return [{"username": name, "session": key} for name, key in zip(names, keys, strict=True)]


def make_sessions(users: list[Any]) -> list[str]:
    """Sign all in, as they are when they stand in front of the room."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from intranet.accounts.models import Session
    from intranet.accounts.sessions import START, SessionStore

    now = timezone.now()
    until = now + datetime.timedelta(hours=10)
    start = {"at": now.isoformat(), "address": "127.0.0.1", "user_agent": "nguoi thu tai"}
    rows = []
    for user in users:
        store = SessionStore(session_key=secrets.token_hex(16))
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            START: start,
            "_session_expiry": until.isoformat(),
        }
        row = store.create_model_instance(data)
        row.expire_date = until
        rows.append(row)
    Session.objects.bulk_create(rows, batch_size=CHUNK)
    return [row.session_key for row in rows]


def make_quiz(wanted: argparse.Namespace) -> dict[str, Any]:
    """Make a quiz that draws from the demonstration's bank."""
    from django.db.models import Count
    from django.utils import timezone

    from intranet.organisation.models import Audience
    from intranet.pages.models import Topic
    from quiz.models import Question, QuizPage, TopicQuota

    now = timezone.now()
    pools = (
        Question.objects.drawable()
        .values("topic_id")
        .annotate(number=Count("pk"))
        .order_by("-number", "topic_id")
    )
    quotas, missing = [], wanted.questions
    for pool in pools:
        count = min(missing, max(1, pool["number"] // 2))
        if count:
            quotas.append(TopicQuota(topic=Topic.objects.get(pk=pool["topic_id"]), count=count))
            missing -= count
    if missing:
        raise SystemExit(f"the bank lacks {missing} questions")
    closes = now + datetime.timedelta(seconds=wanted.closes_in) if wanted.closes_in else None
    quiz = QuizPage(
        title=f"Thử tải {secrets.token_hex(3)}",
        slug=f"thu-tai-{secrets.token_hex(3)}",
        audience=Audience.objects.everybody(),
        opens_at=now - datetime.timedelta(minutes=1),
        closes_at=closes,
        time_limit=wanted.minutes or None,
        max_attempts=wanted.attempts,
        preset=wanted.preset,
    )
    quiz.topic_quotas = quotas
    section = QuizPage.objects.live().first().get_parent()
    section.add_child(instance=quiz)
    quiz.save_revision().publish()
    # Two on a page, as in the published scenario, is no size that the form offers.
    QuizPage.objects.filter(pk=quiz.pk).update(questions_per_page=wanted.per_page)
    path = QuizPage.objects.get(pk=quiz.pk).get_url()
    return {"id": quiz.pk, "path": path, "closes_at": closes.timestamp() if closes else None}


def arguments() -> argparse.ArgumentParser:
    """What can be made."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    people = commands.add_parser("people")
    people.add_argument("number", type=int)
    people.add_argument("password")
    quiz = commands.add_parser("quiz")
    quiz.add_argument("--questions", type=int, default=10)
    quiz.add_argument("--per-page", type=int, default=1)
    quiz.add_argument("--minutes", type=int, default=60)
    quiz.add_argument("--attempts", type=int, default=0)
    quiz.add_argument("--closes-in", type=int, default=0)
    quiz.add_argument("--preset", default="practice")
    return parser


def main() -> None:
    """Do what the command line asks for."""
    wanted = arguments().parse_args()
    django.setup()
    if wanted.command == "people":
        made: Any = make_people(wanted.number, wanted.password)
    else:
        made = make_quiz(wanted)
    print(json.dumps(made))


if __name__ == "__main__":
    main()
