"""`make run`: obstacles in one line, and programs that start and stop together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.preparation import Obstacle, check_port_is_free, read_port
from scripts.run import Children

ROOT = Path(__file__).resolve().parents[2]


def run_site(**environment):
    """Run the start script, which must end by itself with one line on standard error."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    result = subprocess.run(
        [sys.executable, ROOT / "scripts/run.py"],
        env={**kept, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    lines = result.stderr.splitlines()
    assert result.returncode == 1
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PORT": "tám nghìn"}, "PORT phải là số"),
        ({"PORT": "70000"}, "PORT phải là số"),
        ({"VAR_DIR": "/dev/null/var"}, "không ghi được vào thư mục /dev/null/var"),
        ({"DATABASE_URL": "hoa://sen"}, "cấu hình sai"),
        ({"DATABASE_URL": "postgres://u:p@host:cong/db"}, "cấu hình sai"),
        ({"DATABASE_URL": "postgres://u:p@127.0.0.1:9/db"}, "không mở được cơ sở dữ liệu"),
        ({"DATABASE_URL": "sqlite:////dev/null/db"}, "không mở được cơ sở dữ liệu"),
        ({"DJANGO_SETTINGS_MODULE": "intranet.settings.base"}, "SECRET_KEY"),
        (
            {"DJANGO_SETTINGS_MODULE": "intranet.settings.base", "SECRET_KEY": "ngan"},
            "SECRET_KEY quá ngắn",
        ),
        (
            {"DJANGO_SETTINGS_MODULE": "intranet.settings.base", "SECRET_KEY": "x" * 60},
            "ALLOWED_HOSTS",
        ),
        (
            {
                "DJANGO_SETTINGS_MODULE": "intranet.settings.base",
                "SECRET_KEY": "x" * 60,
                "ALLOWED_HOSTS": "*",
            },
            "ALLOWED_HOSTS không được là «*»",
        ),
        ({"DJANGO_SETTINGS_MODULE": "intranet.settings.khong_co"}, "cấu hình sai"),
    ],
)
def test_an_obstacle_is_one_line(environment, expected, tmp_path, free_port):
    line = run_site(**{"VAR_DIR": str(tmp_path), "PORT": str(free_port), **environment})
    assert line.startswith("Lỗi: ")
    assert expected in line


def test_a_taken_port_is_named_with_another_one_to_try():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(Obstacle, match=rf"cổng {port} đang được .* PORT="):
            check_port_is_free(port)


@pytest.mark.parametrize(("text", "port"), [(None, 8000), ("", 8000), ("8123", 8123)])
def test_the_port_comes_from_the_environment(text, port):
    assert read_port(text) == port


@pytest.mark.parametrize(
    "command", ["manage.py check", "-m gunicorn -c scripts/gunicorn_conf.py intranet.wsgi"]
)
def test_production_without_a_secret_ends_in_one_line(command):
    result = subprocess.run(
        [sys.executable, *command.split()],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "intranet.settings.base"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "Cấu hình sai: thiếu biến môi trường SECRET_KEY (khóa bí mật, ít nhất 50 ký tự ngẫu nhiên)."
    ]


def test_when_one_program_ends_the_others_are_stopped():
    children = Children()
    children.start("Ngủ", "-c", "import time; time.sleep(60)")
    children.start("Hỏng", "-c", "raise SystemExit(7)")
    deadline = time.monotonic() + 20
    line = None
    while line is None and time.monotonic() < deadline:
        line = children.ended()
        time.sleep(0.05)
    children.stop()
    assert line == "Hỏng đã dừng ngoài dự kiến (mã 7); dừng cả trang."
    assert children.running["Ngủ"].returncode == -signal.SIGTERM


def test_a_program_that_had_run_for_a_while_is_started_again(capfd):
    children = Children(seconds_to_settle=0)
    children.start("Hỏng", "-c", "raise SystemExit(7)")
    first = children.running["Hỏng"]
    first.wait(20)

    assert children.ended() is None

    children.stop()
    assert children.running["Hỏng"].pid != first.pid
    assert "Hỏng đã dừng ngoài dự kiến (mã 7); khởi động lại." in capfd.readouterr().err
