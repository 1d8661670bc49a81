"""Making the environment: what the machine lacks is said in one line."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup_environment

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts/setup_environment.py"


def run_script(*arguments, **environment):
    """Run the script as `make` does and return its exit code and its lines of output."""
    result = subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in result.stderr
    return result.returncode, result.stderr.splitlines()


def test_an_old_python_can_read_the_script():
    assert ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 2), (3, 11, 1)])
def test_too_old_a_python_is_named_in_one_line(version, monkeypatch, capfdbinary):
    monkeypatch.setattr(sys, "version_info", (*version, "final", 0))
    monkeypatch.setattr(setup_environment, "find_newer_python", lambda: None)
    with pytest.raises(SystemExit) as end:
        setup_environment.use_sufficient_python()
    line = capfdbinary.readouterr().err.decode()
    assert end.value.code == 1
    assert line.count("\n") == 1
    assert "cần Python 3.11.2" in line
    assert ".".join(map(str, version)) in line


def test_a_newer_python_of_the_machine_takes_over(monkeypatch):
    started = []
    monkeypatch.delenv("PYTHON", raising=False)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(sys, "argv", ["setup_environment.py", "dev"])
    monkeypatch.setattr(setup_environment, "find_newer_python", lambda: "/opt/python3.12")
    monkeypatch.setattr(os, "execv", lambda program, words: started.append([program, *words[2:]]))
    setup_environment.use_sufficient_python()
    assert started == [["/opt/python3.12", "dev"]]


def test_a_folder_that_cannot_be_written_is_named():
    code, lines = run_script(VENV="/dev/null/venv")
    assert code == 1
    assert lines[-1].startswith("Lỗi: không ghi được thư mục /dev/null/venv")


def test_a_missing_venv_module_names_the_package_to_install(tmp_path):
    (tmp_path / "venv.py").write_text("raise ImportError('no module')")
    code, lines = run_script(VENV=str(tmp_path / "venv"), PYTHONPATH=str(tmp_path))
    assert code == 1
    assert "apt install python3-venv" in lines[-1]


@pytest.mark.install
def test_an_index_out_of_reach_is_said_with_the_place_of_the_log(tmp_path):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1"}
    code, lines = run_script(VENV=str(tmp_path / "venv"), **nowhere)
    assert code == 1
    assert "PyPI" in lines[-1]
    assert (tmp_path / "venv/install.log").stat().st_size > 0


def test_a_second_start_installs_nothing(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)
    monkeypatch.setattr(setup_environment, "VENV", str(tmp_path))
    hashes = setup_environment.wanted_hashes()
    (tmp_path / "installed.json").write_text(json.dumps(hashes))
    code, lines = run_script("dev", VENV=str(tmp_path))
    assert (code, lines) == (0, [])


def test_an_unknown_set_of_packages_is_refused():
    code, lines = run_script("everything")
    assert code == 1
    assert len(lines) == 1
