"""The README's first command in a fresh folder: install, fill, serve, stop, start again."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.install

FIRST_START_SECONDS = 300
SECOND_START_SECONDS = 60


@pytest.fixture(scope="module")
def fresh_folder(tmp_path_factory):
    """Copy the files that git knows, and nothing else, into a new folder."""
    folder = tmp_path_factory.mktemp("fresh") / "site"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def start(folder, port, seconds):
    """Run `make run` until it announces its address; return the process and what it printed."""
    kept = ("HOME", "LANG", "PATH", "PYTHON")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    log = folder.parent / "output.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env={**environment, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + seconds
    while "Nhấn Ctrl-C" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    return process, log.read_text()


def stop(process):
    """Stop it as a service manager does and wait until it is gone."""
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def rows(folder):
    """Return how many accounts and pages the site has, and a hash of a password."""
    with sqlite3.connect(folder / "var/db.sqlite3") as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM wagtailcore_page), count(*), max(password)"
            " FROM accounts_user"
        ).fetchone()
    connection.close()
    return counts


def test_one_command_in_a_fresh_folder_and_a_quick_second_start(fresh_folder, free_port):
    process, output = start(fresh_folder, free_port, FIRST_START_SECONDS)
    try:
        with urllib.request.urlopen(f"http://localhost:{free_port}/dang-nhap/") as response:
            assert 'lang="vi"' in response.read().decode()
    finally:
        stop(process)
    assert f"http://localhost:{free_port}/" in output
    assert re.search(r"canbo\s+\S", output)
    assert "Traceback" not in output
    before = rows(fresh_folder)

    process, output = start(fresh_folder, free_port, SECOND_START_SECONDS)
    stop(process)
    assert "Cài thư viện" not in output
    assert rows(fresh_folder) == before
