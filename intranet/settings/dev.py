"""For whoever changes the code: the demonstration settings with DEBUG on."""

from intranet.settings.demo import *  # noqa: F403
from intranet.settings.demo import STORAGES

DEBUG = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
