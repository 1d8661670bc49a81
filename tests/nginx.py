"""A real nginx with the configuration that is shipped, in a folder and on ports of its own."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any, Self

from tests.database import ROOT
from tests.demo_site import free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"
MIME_TYPES = Path("/etc/nginx/mime.types")
SECONDS_TO_ANSWER = 20
AROUND = """
daemon off;
worker_processes 1;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    {types}
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def find_program() -> str | None:
    """Return the path of the installed nginx, which Debian keeps off the PATH, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class Nginx:
    """Serves the application of a port, with the files of a folder; needs no rights."""

    def __init__(self, program: str, folder: Path, application_port: int, files: Path) -> None:
        self.program = program
        self.folder = folder
        self.application_port = application_port
        self.files = files
        self.port = free_port()
        self.plain_port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.make_certificate()
        (self.folder / "site.conf").write_text(self.configuration())
        (self.folder / "nginx.conf").write_text(
            AROUND.format(
                folder=self.folder,
                user="user root;" if os.geteuid() == 0 else "",
                types=f"include {MIME_TYPES};" if MIME_TYPES.exists() else "",
            )
        )
        command = [self.program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        self.process = subprocess.Popen(command)
        self.wait()
        return self

    def __exit__(self, *_exception: Any) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(20)

    def configuration(self) -> str:
        """The shipped file with the names, paths and ports of this place."""
        text = SHIPPED.read_text()
        for shipped, here in {
            "intranet.example.gov.vn": "localhost",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "server 127.0.0.1:8000;": f"server 127.0.0.1:{self.application_port};",
            "/etc/ssl/intranet/": f"{self.folder}/",
            "/srv/intranet/var": str(self.files),
        }.items():
            assert shipped in text, f"{shipped} is not in {SHIPPED}"
            text = text.replace(shipped, here)
        return text

    def make_certificate(self) -> None:
        """Sign a certificate for localhost ourselves."""
        subprocess.run(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
            " -keyout privkey.pem -out fullchain.pem".split(),
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def wait(self) -> None:
        """Wait until somebody listens."""
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"nginx did not start:\n{(self.folder / 'error.log').read_text()}")

    def connect(self) -> HTTPSConnection:
        """Open a connection that trusts the certificate and nothing else."""
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        return HTTPSConnection("localhost", self.port, context=trust, timeout=30)

    def ask(self, path: str, *, method: str = "GET", body: Any = None, **headers: str) -> Any:
        """Send one request; the answer has `status`, `headers` and `content`.

        Underscores in names of headers are written as hyphens.
        """
        connection = self.connect()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return answer_of(connection, path, method=method, body=body, headers=named)


def answer_of(connection: HTTPSConnection, path: str, **request: Any) -> Any:
    """Send a request on the connection and read the answer."""
    method = request.pop("method", "GET")
    connection.request(method, path, **request)
    answer: Any = connection.getresponse()
    answer.content = answer.read()
    return answer
