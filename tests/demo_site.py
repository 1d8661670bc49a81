"""The demonstration site as its users meet it: real server, real files, a folder of its own.

Loading the demonstration takes a while, so it is loaded once per state of the sources and day,
kept under build/, and copied for whoever needs it: browser tests, benchmarks, screenshots.
"""

import datetime
import functools
import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

from tests.database import BUILD, ROOT, locked

PASSWORD = "Sen-Trang-2021!"
SOURCES = ("campaigns", "intranet", "quiz", "search", "locale", "templates", "uv.lock")
SECONDS_TO_ANSWER = 60
# The current campaign rather than the past one, the open quiz that ends rather than practice.
FIRST_OF_TYPE = {
    "CampaignPage": "(SELECT -julianday(ends_on) FROM campaigns_campaignpage AS campaign"
    " WHERE campaign.page_ptr_id = page.id)",
    "QuizPage": "(SELECT closes_at IS NULL OR closes_at < datetime('now') FROM quiz_quizpage"
    " WHERE page_ptr_id = page.id)",
}


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fingerprint() -> str:
    """Return a short hash of the sources and the day, on which the sample dates depend."""
    digest = hashlib.sha256(str(datetime.date.today()).encode())
    for name in SOURCES:
        source = ROOT / name
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment in which the site's programs run on that folder."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PORT")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "intranet.settings.demo",
        "VAR_DIR": str(folder),
        "DEMO_PASSWORD": PASSWORD,
        **more,
    }


def load(folder: Path, **more: str) -> None:
    """Make a complete demonstration in an empty folder, as the first start does."""
    command = [sys.executable, "-c", "from scripts.preparation import prepare; prepare()"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The demonstration could not be loaded:\n{done.stdout}{done.stderr}")


@functools.cache
def stored() -> Path:
    """Return the folder with the demonstration of today's sources, loading it if need be."""
    folder = BUILD / f"demo-{fingerprint()}"
    with locked("demo"):
        if not folder.exists():
            for outdated in BUILD.glob("demo-*"):
                shutil.rmtree(outdated, ignore_errors=True)
            partial = BUILD / "demo-partial"
            load(partial)
            partial.rename(folder)
    return folder


class Server:
    """A gunicorn of the project's own configuration that serves an application from a folder."""

    def __init__(self, folder: Path, application: str, **more: str) -> None:
        self.folder = folder
        self.application = application
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = environment(folder, PORT=str(self.port), **more)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exception: Any) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "-c", "scripts/gunicorn_conf.py"]
        self.process = subprocess.Popen(
            [*command, self.application], cwd=ROOT, env=self.environment
        )
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.application} did not start.")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Return whether the server answers, whatever it answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the server."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)

    def kill(self) -> None:
        """End the server at once, its workers too, as a power cut does."""
        if self.process is not None:
            master = self.process.pid
            workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
            for pid in (master, *map(int, workers)):
                os.kill(pid, signal.SIGKILL)
            self.process.wait(30)

    def run(self, *command: str) -> str:
        """Run a Python program in the server's environment and return what it printed."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout.strip()


class DemoSite(Server):
    """A running copy of the demonstration."""

    def __init__(self, **more: str) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="intranet-demo-")), "intranet.wsgi", **more)

    def __enter__(self) -> Self:
        shutil.copytree(stored(), self.folder, dirs_exist_ok=True)
        return super().__enter__()

    def __exit__(self, *exception: Any) -> None:
        super().__exit__(*exception)
        shutil.rmtree(self.folder, ignore_errors=True)

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Read from the copy's database."""
        with sqlite3.connect(self.folder / "db.sqlite3", timeout=30) as connection:
            rows = connection.execute(statement, parameters).fetchall()
        connection.close()
        return rows

    def page_path(self, model: str) -> str | None:
        """Return the address of the live page of the type that a reader would look for first."""
        first = FIRST_OF_TYPE.get(model, "page.path")
        rows = self.rows(
            "SELECT url_path FROM wagtailcore_page AS page JOIN django_content_type AS type"
            f" ON type.id = content_type_id WHERE live AND type.model = ? ORDER BY depth, {first}"
            " LIMIT 1",
            model.lower(),
        )
        if not rows:
            return None
        ((home,),) = self.rows("SELECT url_path FROM wagtailcore_page WHERE depth = 2")
        return "/" + rows[0][0].removeprefix(home)
