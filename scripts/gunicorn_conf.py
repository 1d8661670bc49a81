"""How gunicorn serves the site, on a workstation and behind nginx alike."""

import gc
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "scripts.patient_worker.PatientWorker"  # slow phones hold no thread
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 12)
preload_app = True  # wrong settings end the start with one line; the code is loaded once
worker_connections = 4_000  # people who wait cost little; a minute of a common start brings many
keepalive = 5
timeout = 60
graceful_timeout = 20
max_requests = 100_000  # a common start alone brings twenty thousand
max_requests_jitter = 10_000
loglevel = "warning"
no_control_socket = True  # its default place is the home directory, which a service may lack
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - heartbeat only


def when_ready(_server: Any) -> None:
    """Tell Python before the workers part that what has been loaded stays.

    Otherwise each worker looks through two hundred thousand objects again and again for something
    to throw away; that takes a tenth of a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
