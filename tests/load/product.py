"""The product as in production: web server, clock and worker on SQLite or PostgreSQL."""

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from scripts.postgres import Cluster, as_owner, find_programs
from tests.database import ROOT
from tests.demo_site import PASSWORD, Server, load, stored
from tests.load.processor import descendants, seconds_below

# As a careful administrator sets it on a small machine: every commit is on the disk.
POSTGRES_SETTINGS = ("shared_buffers=512MB", "max_connections=100", "jit=off")
PEOPLE = 4_000


def has_postgres() -> bool:
    """Whether PostgreSQL is installed."""
    return find_programs() is not None


class Database:
    """A database server for one run; SQLite needs none."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.cluster: Cluster | None = None
        self.folder: Path | None = None

    def __enter__(self) -> Self:
        programs = find_programs()
        if self.kind == "postgresql" and programs is not None:
            self.folder = Path(tempfile.mkdtemp(prefix="pg-load-"))
            self.folder.chmod(0o755)
            self.cluster = Cluster(programs, self.folder / "c", POSTGRES_SETTINGS)
            self.cluster.start()
        return self

    def __exit__(self, *_exception: Any) -> None:
        if self.cluster is not None and self.folder is not None:
            self.cluster.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def variables(self) -> dict[str, str]:
        """What the programs of the product have to know."""
        return {"DATABASE_URL": self.cluster.url} if self.cluster else {}

    def another(self, name: str, *, like: str = "template1") -> dict[str, str]:
        """Make a further database on the same server; what its programs have to know."""
        if self.cluster is None:
            return {}
        command = [str(self.cluster.programs / "createdb"), "-h", str(self.cluster.folder)]
        command += ["-U", "postgres", "-T", like, name]
        subprocess.run(as_owner(command), check=True, cwd="/")
        return {"DATABASE_URL": self.cluster.url.rpartition("/")[0] + f"/{name}"}

    @property
    def server(self) -> int:
        """The process that all of the database server's processes stand under."""
        assert self.cluster is not None
        return int((self.cluster.folder / "data" / "postmaster.pid").read_text().split()[0])

    def seconds(self) -> float:
        """Processor time of the database server, ended connections included."""
        if self.cluster is None:
            return 0.0
        return seconds_below(self.server)


class Product(Server):
    """The site with thousands of people, all programs running."""

    def __init__(self, database: Database, settings: str = "intranet.settings.demo") -> None:
        self.database = database
        folder = Path(tempfile.mkdtemp(prefix="intranet-load-"))
        super().__init__(
            folder, "intranet.wsgi", DJANGO_SETTINGS_MODULE=settings, **database.variables
        )
        self.people: list[dict[str, str]] = []
        self.helpers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.fill()
        self.start()
        for command in (["run_due", "--every", "30"], ["db_worker", "-v", "0"]):
            self.helpers.append(
                subprocess.Popen(
                    [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment
                )
            )
        return self

    def __exit__(self, *exception: Any) -> None:
        for helper in self.helpers:
            helper.terminate()
        for helper in self.helpers:
            helper.wait(30)
        super().__exit__(*exception)
        shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self) -> None:
        """Make the demonstration and the people."""
        if self.database.variables:
            load(self.folder, **self.database.variables)
        else:
            shutil.copytree(stored(), self.folder, dirs_exist_ok=True)
        self.people = self.populate("people", str(PEOPLE), PASSWORD)

    def populate(self, *command: str) -> Any:
        """Make something in the database and return what was made."""
        return json.loads(self.run("-m", "tests.load.populate", *command))

    def quiz(self, **wanted: int | str) -> dict[str, Any]:
        """Make a quiz; the options are those of `populate`."""
        options = [
            text
            for name, value in wanted.items()
            for text in (f"--{name.replace('_', '-')}", str(value))
        ]
        return dict(self.populate("quiz", *options))

    def web_seconds(self) -> float:
        """Processor time of the web server."""
        assert self.process is not None
        return seconds_below(self.process.pid)

    def processes(self) -> list[int]:
        """All processes of the product."""
        assert self.process is not None
        found = descendants(self.process.pid)
        for helper in self.helpers:
            found += descendants(helper.pid)
        return found


def yardstick(stack: ExitStack, database: Database, number: int) -> tuple[Server, list[str]]:
    """Start the bare project on the same kind of database; return it with signed-in sessions."""
    folder = Path(tempfile.mkdtemp(prefix="intranet-bare-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    variables = {
        "DJANGO_SETTINGS_MODULE": "tests.load.bare.settings",
        **database.another("bare"),
    }
    server = Server(folder, "tests.load.bare.wsgi", **variables)
    keys = server.run("-m", "tests.load.bare.prepare", str(number)).split()
    stack.enter_context(server)
    return server, keys
