"""Runs a command with DATABASE_URL pointing at a PostgreSQL that lives only as long as it does.

python scripts/postgres.py python -m pytest
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, which Debian keeps off the PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def as_owner(command: list[str]) -> list[str]:
    """Prefix a command so that root runs it as another user, as initdb demands."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


class Cluster:
    """A database server in a folder, reached through a socket in the same folder."""

    def __init__(self, programs: Path, folder: Path, settings: tuple[str, ...] = SETTINGS) -> None:
        self.programs = programs
        self.folder = folder
        self.settings = settings
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")

    @property
    def url(self) -> str:
        """The value of DATABASE_URL."""
        return f"postgres://postgres@/{self.folder}/postgres"

    def call(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs quietly."""
        command = as_owner(
            [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        )
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd="/")

    def start(self) -> None:
        """Create the cluster and wait until it answers."""
        self.call("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = " ".join(f"-c {setting}" for setting in self.settings)
        options += f" -c listen_addresses='' -c unix_socket_directories={self.folder}"
        self.call("pg_ctl", "start", "-w", "-o", options, "-l", str(self.folder / "server.log"))

    def stop(self) -> None:
        """End the server without waiting for its connections."""
        self.call("pg_ctl", "stop", "-m", "immediate")


def main() -> int:
    """Return the exit code of the command, or 0 with a plain line when there is no PostgreSQL."""
    programs = find_programs()
    if programs is None:
        print("skipped: PostgreSQL is not installed, its tests did not run")
        return bool(os.environ.get("REQUIRE_ALL"))
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = Cluster(programs, folder / "c")
        cluster.start()
        try:
            environment = {**os.environ, "DATABASE_URL": cluster.url}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
