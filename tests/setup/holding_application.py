"""A WSGI application that keeps its readers until somebody who sits in a quiz lets them go."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

_let_go = threading.Event()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer at once to a probe and below /bai-lam/; elsewhere when somebody has asked there."""
    if environ["PATH_INFO"].startswith("/bai-lam/"):
        _let_go.set()
    elif environ["PATH_INFO"] != "/healthz":
        _let_go.wait()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "6")])
    return [b"Xin ch"]
