"""Sessions and authentication on the same database engine with the same options; no more."""

import os
from pathlib import Path

import environ

SECRET_KEY = "only-for-measuring-" + "x" * 50
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "tests.load.bare.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "tests.load.bare",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
file = f"sqlite:///{Path(os.environ['VAR_DIR']) / 'bare.sqlite3'}"
DATABASES = {"default": environ.Env().db("DATABASE_URL", default=file)}
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_COOKIE_NAME = "phien"
USE_TZ = True
