"""Exports uv.lock into requirements files with hashes, which plain pip installs.

Without arguments it writes them; with --check it says whether they agree with the lock.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "requirements.txt": ["--no-dev", "--extra", "postgres"],
    "requirements-dev.txt": ["--all-extras"],
}
EXPORT = ["export", "--frozen", "--quiet", "--no-header", "--no-annotate"]


def export(options: list[str]) -> str:
    """Return what the lock says, as requirements with hashes."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), *EXPORT, *options]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Write or compare; return the exit code."""
    check = "--check" in sys.argv[1:]
    outdated = []
    for name, options in FILES.items():
        path = ROOT / name
        text = export(options)
        if path.exists() and path.read_text() == text:
            continue
        outdated.append(name)
        if not check:
            path.write_text(text)
    if check and outdated:
        print(f"{', '.join(outdated)} differ from uv.lock; run make lock", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
