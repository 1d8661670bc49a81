"""What `make run` uses: production settings over plain http on this machine, with sample data."""

import os

from intranet.settings.local import local_secret

os.environ.setdefault("SECRET_KEY", local_secret())
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

from intranet.settings.base import *  # noqa: F403

IS_DEMO = True
EMAIL_BACKEND = "intranet.demo.outbox.OutboxBackend"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
TRUSTED_PROXIES = 0
WAGTAILADMIN_BASE_URL = f"http://localhost:{os.environ.get('PORT', '8000')}"
