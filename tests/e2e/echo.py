"""An application that says what reached it."""

import json
import time
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the headers as they arrived and the length of what was sent."""
    said = {
        name: value
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in ("REMOTE_PORT", "wsgi.url_scheme")
    }
    said["length"] = len(environ["wsgi.input"].read())
    said["now"] = time.time()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(said).encode()]
