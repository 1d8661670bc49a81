"""`make run`: prepares the site, then keeps web server, task worker and clock running together."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.preparation import Obstacle, check_port_is_free, prepare, read_port  # noqa: E402

SECONDS_TO_STOP = 25
SECONDS_TO_SETTLE = 10  # who ends sooner cannot run at all; who ends later had an accident


class StopAsked(Exception):  # noqa: N818 - a wish, not an error
    """Somebody pressed Ctrl-C or the service manager wants us to end."""


def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
    """Turn the first signal into an orderly end; later ones are no longer needed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise StopAsked


class Children:
    """The programs that make up the running site: they stop together."""

    def __init__(self, seconds_to_settle: float = SECONDS_TO_SETTLE) -> None:
        self.seconds_to_settle = seconds_to_settle
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, tuple[str, ...]] = {}
        self.started: dict[str, float] = {}

    def start(self, name: str, *command: str) -> None:
        """Start a program in a session of its own, so that Ctrl-C reaches it through us only."""
        self.commands[name], self.started[name] = command, time.monotonic()
        self.running[name] = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, start_new_session=True
        )

    def ended(self) -> str | None:
        """Return a line about a program that cannot run, or None while all are running.

        One that has run for a while is started again: the task worker, for one, gives up when the
        database is busy for long, and people in the middle of a quiz shall not notice.
        """
        for name, process in self.running.items():
            if process.poll() is None:
                continue
            line = f"{name} đã dừng ngoài dự kiến (mã {process.returncode})"
            if time.monotonic() - self.started[name] < self.seconds_to_settle:
                return f"{line}; dừng cả trang."
            print(f"{line}; khởi động lại.", file=sys.stderr, flush=True)
            self.start(name, *self.commands[name])
        return None

    def stop(self) -> None:
        """Ask all to end, and make those end that do not."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(port: int) -> bool:
    """Return whether the web server answers, whatever it answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def watch(children: Children, port: int, accounts: str) -> None:
    """Announce the address once it answers; return only by an Obstacle or a wish to stop."""
    announced = False
    while True:
        line = children.ended()
        if line:
            raise Obstacle(line)
        if not announced and answers(port):
            announced = True
            print(f"\n{accounts}\nTrang đang chạy tại http://localhost:{port}/", flush=True)
            print("Nhấn Ctrl-C để dừng.", flush=True)
        time.sleep(0.2 if not announced else 0.5)


def serve(port: int, accounts: str) -> None:
    """Run the three programs until one of them cannot run or somebody asks us to stop."""
    children = Children()
    try:
        children.start(
            "Máy chủ web", "-m", "gunicorn", "-c", "scripts/gunicorn_conf.py", "intranet.wsgi"
        )
        children.start("Tiến trình xử lý việc nền", "manage.py", "db_worker", "-v", "0")
        children.start("Đồng hồ", "manage.py", "run_due", "--every", "30")
        watch(children, port, accounts)
    finally:
        children.stop()


def main() -> int:
    """Return the exit code; every foreseeable obstacle is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the terminal's locale claims
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.demo")
    try:
        port = read_port(os.environ.get("PORT"))
        os.environ["PORT"] = str(port)
        check_port_is_free(port)
        serve(port, prepare())
    except StopAsked:
        print("\nĐã dừng.", flush=True)
    except Obstacle as obstacle:
        print(f"Lỗi: {obstacle}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
