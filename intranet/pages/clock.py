"""The jobs that the clock runs: each app registers its own, `manage.py run_due` runs them all.

A job may run twice, late, or on two hosts at once: it looks for what is due and does that.
"""

import datetime
import logging
from typing import Protocol

from django.core.management import call_command

from intranet.accounts.sessions import remove_expired

logger = logging.getLogger(__name__)


class Job(Protocol):
    """Does what is due at the moment and returns how many things that were."""

    def __call__(self, *, now: datetime.datetime) -> int: ...


_jobs: dict[str, Job] = {}


def register_job(name: str, job: Job) -> None:
    """Add a job under a name; called from `AppConfig.ready`."""
    _jobs[name] = job


def registered_jobs() -> dict[str, Job]:
    """Return the jobs by name, in the order of registration."""
    return dict(_jobs)


def publish_scheduled(*, now: datetime.datetime) -> int:
    """Publish and withdraw the pages whose time has come; Wagtail reads the clock itself."""
    call_command("publish_scheduled", verbosity=0)
    return 0


register_job("publish_scheduled", publish_scheduled)
register_job("remove_expired_sessions", remove_expired)


def run_jobs(*, now: datetime.datetime) -> list[str]:
    """Run every job; one that fails is logged and does not keep the others from running.

    Returns the names of the jobs that failed.
    """
    failed = []
    for name, job in registered_jobs().items():
        try:
            done = job(now=now)
        except Exception:
            logger.exception("Job %s failed", name)
            failed.append(name)
        else:
            if done:
                logger.info("Job %s: %d done", name, done)
    return failed
