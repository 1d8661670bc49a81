"""A secret for machines that are nobody's production: made once, kept in var/."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def local_secret() -> str:
    """Return the secret kept in var/secret-key, making it on the first call (mode 0600)."""
    path = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "secret-key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(secrets.token_urlsafe(64))
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"không ghi hoặc đọc được {path}: {error.strerror}.") from error
