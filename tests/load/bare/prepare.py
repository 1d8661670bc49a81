"""Makes the yardstick's tables, accounts and signed-in sessions, whose keys it prints.

python -m tests.load.bare.prepare [number]
"""

import sys

import django
from django.core.management import call_command


def main(number: int) -> str:
    """Return the keys of that many sessions, each of an account of its own."""
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    from tests.load.bare.models import Note

    keys = []
    for index in range(1, number + 1):
        user = User.objects.create(username=f"canbo{index}", password="khong-dung-toi")
        Note.objects.create(user=user)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        keys.append(str(session.session_key))
    return "\n".join(keys)


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
