"""What has to be true before the site can be served; each obstacle ends in one clear line."""

import hashlib
import io
import os
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Obstacle(Exception):  # noqa: N818 - not an error of the program, a line for a person
    """Something that the person at the keyboard has to put right."""


def step(text: str) -> None:
    """Say what is being done, for what may take longer than a moment."""
    print(f"• {text}", flush=True)


def read_port(text: str | None) -> int:
    """Return the port to serve on, 8000 if none is asked for."""
    try:
        port = int(text or 8000)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise Obstacle(f"PORT phải là số từ 1 đến 65535, không phải «{text}».")
    return port


def check_port_is_free(port: int) -> None:
    """Stop if somebody listens on the port already, or if it is a privileged one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Obstacle(
                f"không được phép dùng cổng {port}; hãy chọn PORT từ 1024 trở lên."
            ) from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Obstacle(
                f"cổng {port} đang được chương trình khác dùng; "
                f"hãy dừng chương trình đó hoặc chạy: make run PORT={other}."
            ) from None


def check_folder(folder: Path) -> None:
    """Stop if data could not be written where it has to be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".ghi-thu-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Obstacle(
            f"không ghi được vào thư mục {folder} ({error.strerror}); "
            "hãy cấp quyền ghi hoặc chọn thư mục khác bằng VAR_DIR."
        ) from None


def load_settings() -> None:
    """Start Django with the chosen settings and reach the database."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection

    try:
        django.setup()
        connection.ensure_connection()
    except (ImproperlyConfigured, ValueError, ImportError) as error:
        raise Obstacle(f"cấu hình sai: {first_line(error)}") from None
    except DatabaseError as error:
        raise Obstacle(
            f"không mở được cơ sở dữ liệu ({first_line(error)}); hãy xem lại DATABASE_URL."
        ) from None


def first_line(error: Exception) -> str:
    """Return the first line of what an exception says."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def migrate() -> None:
    """Bring the tables to the state of the code; says so only when there is something to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        step("Chuẩn bị cơ sở dữ liệu …")
        call_command("migrate", verbosity=0, interactive=False)


def static_fingerprint() -> str:
    """Return a hash over names, sizes and times of all static files that would be collected."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    """Collect and compress static files, unless they are what they were the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT).with_name("static.sha256")
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint and Path(settings.STATIC_ROOT).is_dir():
        return
    step("Thu thập tệp giao diện …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(fingerprint)


def load_demonstration() -> str:
    """Fill an empty demonstration site; return the lines about its accounts."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.IS_DEMO:
        return ""
    new_password = call_command("load_demo")
    accounts = io.StringIO()
    call_command("demo_accounts", password_line=new_password, stdout=accounts)
    return accounts.getvalue()


def prepare() -> str:
    """Do all of it in order; return what is to be printed about the accounts."""
    check_folder(Path(os.environ.get("VAR_DIR") or ROOT / "var"))
    load_settings()
    migrate()
    collect_static()
    accounts = load_demonstration()
    from django.db import connections

    connections.close_all()
    return accounts
