"""The test database: migrated once per state of the migrations, then copied.

An empty database takes seconds to migrate, and every worker of a parallel run would pay them.
SQLite workers copy a file; PostgreSQL workers say CREATE DATABASE … TEMPLATE. The same copy
replaces the flush after a test with real transactions, which would lose what data migrations made.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"


def fingerprint() -> str:
    """Return a short hash of all that decides what the migrated database looks like."""
    digest = hashlib.sha256()
    files = [
        ROOT / "uv.lock",
        ROOT / "intranet/settings/base.py",
        ROOT / "tests/factories_pages.py",
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("intranet/pages/models/*.py"),
    ]
    files += ROOT.glob("intranet/*/migrations/*.py")
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one process at a time in, across the workers of a run and across runs."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def use(name: str) -> None:
    """Point Django's default connection at another database of the same server."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def make_tables_and_site() -> None:
    """Migrate the empty database, and plant the small site that most tests stand on."""
    call_command("migrate", verbosity=0, interactive=False)
    # Programs that measure take paths from here and have no models.
    from tests.factories_pages import plant_site

    plant_site()


class SQLiteStore:
    """Databases as files: the template in build/, the worker's copy in a directory of its own."""

    def __init__(self, hash_: str) -> None:
        self.template = BUILD / f"test-template-{hash_}.sqlite3"
        self.directory = Path(tempfile.mkdtemp(prefix="intranet-test-db-"))
        self.copy = str(self.directory / "test.sqlite3")

    def make_template(self) -> None:
        """Migrate an empty file, then keep it as one file without its journal."""
        if self.template.exists():
            return
        for outdated in BUILD.glob("test-template-*.sqlite3"):
            outdated.unlink()
        use(str(self.directory / "migrate.sqlite3"))
        make_tables_and_site()
        connections.close_all()
        partial = self.template.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        with sqlite3.connect(self.directory / "migrate.sqlite3") as source:
            source.execute("VACUUM INTO ?", [str(partial)])
        source.close()
        partial.rename(self.template)

    def fresh_copy(self) -> None:
        for leftover in self.directory.glob("test.sqlite3*"):
            leftover.unlink()
        shutil.copyfile(self.template, self.copy)

    def drop(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)


class PostgreSQLStore:
    """Databases on the server that DATABASE_URL names."""

    def __init__(self, hash_: str) -> None:
        self.server = settings.DATABASES["default"]["NAME"]
        self.template = f"test_template_{hash_}"
        self.copy = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"

    def run(self, statement: str, parameters: list[str] | None = None) -> list[tuple[str]]:
        """Run one statement on the maintenance database."""
        use(self.server)
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def make_template(self) -> None:
        """Migrate a database of another name and rename it when it is complete."""
        if self.run("SELECT datname FROM pg_database WHERE datname = %s", [self.template]):
            return
        self.run("DROP DATABASE IF EXISTS test_template_partial")
        self.run("CREATE DATABASE test_template_partial TEMPLATE template0")
        use("test_template_partial")
        make_tables_and_site()
        self.run(f"ALTER DATABASE test_template_partial RENAME TO {self.template}")

    def fresh_copy(self) -> None:
        with locked("copy"):
            self.drop()
            self.run(f"CREATE DATABASE {self.copy} TEMPLATE {self.template}")

    def drop(self) -> None:
        self.run(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")


class TestDatabase:
    """The database of one test worker."""

    __test__ = False

    def __init__(self) -> None:
        store = SQLiteStore if connection.vendor == "sqlite" else PostgreSQLStore
        self.store = store(fingerprint())

    def create(self) -> None:
        """Make the template if it is not there, and this worker's copy."""
        with locked("template"):
            self.store.make_template()
            self.store.fresh_copy()
        use(self.store.copy)

    def restore(self) -> None:
        """Throw away what a test with real transactions has written."""
        connections.close_all()
        self.store.fresh_copy()
        use(self.store.copy)

    def drop(self) -> None:
        connections.close_all()
        self.store.drop()
