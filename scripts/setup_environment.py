"""Makes the Python environment in .venv from the locked, hashed requirements.

Runs under whatever `python3` the machine has, so it uses the standard library only and keeps to
syntax that an old Python can still read: then it can say in one line that it is too old.

    python3 scripts/setup_environment.py [runtime|dev]
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import Dict, List, NoReturn, Optional

OLDEST = (3, 11, 2)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.abspath(os.environ.get("VENV") or os.path.join(ROOT, ".venv"))
STAMP = os.path.join(VENV, "installed.json")
LOG = os.path.join(VENV, "install.log")
REQUIREMENTS = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}


def say(text: str) -> None:
    """Print a line in UTF-8 whatever the terminal's locale claims."""
    sys.stderr.flush()
    sys.stderr.buffer.write((text + "\n").encode("utf-8"))
    sys.stderr.buffer.flush()


def stop(text: str) -> NoReturn:
    """End with one line that says what is wrong and what to do."""
    say("Lỗi: " + text)
    sys.exit(1)


def find_newer_python() -> Optional[str]:
    """Return the path of a sufficient Python on the PATH, or None."""
    test = "import sys; sys.exit(sys.version_info[:3] < %r)" % (OLDEST,)
    for minor in (11, 12, 13, 14):
        program = shutil.which("python3.%d" % minor)
        if program and subprocess.call([program, "-c", test], stderr=subprocess.DEVNULL) == 0:
            return program
    return None


def use_sufficient_python() -> None:
    """Go on under a newer Python of the machine if this one is too old."""
    if sys.version_info[:3] >= OLDEST:
        return
    chosen = os.environ.get("PYTHON", "python3") != "python3"
    program = None if chosen else find_newer_python()
    if program is None:
        stop(
            "cần Python %d.%d.%d trở lên, máy này đang dùng %d.%d.%d. "
            "Hãy cài Python mới hơn, hoặc chỉ rõ: make run PYTHON=/đường/dẫn/python3."
            % (OLDEST + tuple(sys.version_info[:3]))
        )
    os.execv(program, [program, os.path.abspath(__file__)] + sys.argv[1:])


def wanted_hashes() -> Dict[str, str]:
    """Return the hash of each requirements file."""
    hashes = {}
    for profile, name in REQUIREMENTS.items():
        with open(os.path.join(ROOT, name), "rb") as file:
            hashes[profile] = hashlib.sha256(file.read()).hexdigest()
    return hashes


def installed_hashes() -> Dict[str, str]:
    """Return what the last complete installation wrote down."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return dict(json.load(file))
    except (OSError, ValueError):
        return {}


def venv_python() -> str:
    """Return the path of the environment's own Python."""
    return os.path.join(VENV, "bin", "python")


def run_logged(command: List[str]) -> bool:
    """Run a program with its output in the log; return whether it went well."""
    with open(LOG, "ab") as log:
        return subprocess.call(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT) == 0


def works(*arguments: str) -> bool:
    """Return whether the environment's Python runs with the arguments."""
    if not os.path.exists(venv_python()):
        return False
    command = [venv_python()] + list(arguments)
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def make_venv() -> None:
    """Create the environment with pip in it, unless it is there and works."""
    if works("-c", "import pip"):
        return
    say("• Tạo môi trường Python trong %s …" % VENV)
    os.makedirs(VENV, exist_ok=True)
    open(LOG, "wb").close()
    if works("-m", "ensurepip"):  # made by a tool that leaves pip out
        return
    if not run_logged([sys.executable, "-m", "venv", "--clear", VENV]):
        stop(
            "không tạo được môi trường Python: máy thiếu mô-đun venv hoặc ensurepip. "
            "Trên Debian/Ubuntu hãy chạy: apt install python3-venv."
        )


def install(profile: str) -> None:
    """Install the locked packages, every file checked against its hash."""
    say("• Cài thư viện từ %s (chỉ lần đầu) …" % REQUIREMENTS[profile])
    command = [venv_python(), "-m", "pip", "install", "--quiet", "--require-hashes"]
    command += ["--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]
    command += ["--retries", "2", "-r", REQUIREMENTS[profile]]
    if not run_logged(command):
        stop(
            "không cài được thư viện: hãy kiểm tra kết nối tới kho gói Python (PyPI) "
            "rồi chạy lại. Chi tiết: %s" % LOG
        )


def write_stamp(hashes: Dict[str, str]) -> None:
    """Note what is installed, so that the next start skips it."""
    with open(STAMP, "w", encoding="utf-8") as file:
        json.dump(hashes, file)


def main() -> None:
    """Bring the environment to the state that the profile asks for."""
    profile = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    if profile not in REQUIREMENTS:
        stop("không có bộ thư viện «%s»; chọn runtime hoặc dev." % profile)
    use_sufficient_python()
    wanted, installed = wanted_hashes(), installed_hashes()
    if installed.get(profile) == wanted[profile] and os.path.exists(venv_python()):
        return
    try:
        make_venv()
        install(profile)
        # The development set contains the runtime set of the same lock.
        write_stamp(wanted if profile == "dev" else {"runtime": wanted["runtime"]})
    except OSError as error:
        stop("không ghi được thư mục %s (%s)." % (VENV, error.strerror))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
