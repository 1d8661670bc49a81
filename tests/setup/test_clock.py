"""`run_due`: every job runs, a broken one keeps none from running, and it ends when asked."""

import datetime
import os
import signal
import threading

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from intranet.pages import clock

NOW = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC)


@pytest.fixture
def jobs(monkeypatch):
    """Return an empty registry in place of the real one."""
    jobs = {}
    monkeypatch.setattr(clock, "_jobs", jobs)
    return jobs


def test_a_job_gets_the_moment(jobs):
    moments = []
    clock.register_job("note", lambda *, now: moments.append(now) or 0)
    assert clock.run_jobs(now=NOW) == []
    assert moments == [NOW]


def test_a_broken_job_is_named_and_the_next_one_runs(jobs):
    done = []

    def broken(*, now):
        raise ValueError("broken")

    clock.register_job("broken", broken)
    clock.register_job("sound", lambda *, now: done.append(1) or 1)
    assert clock.run_jobs(now=NOW) == ["broken"]
    assert done == [1]


def test_a_single_run_fails_when_a_job_failed(jobs):
    clock.register_job("broken", lambda *, now: 1 // 0)
    with pytest.raises(CommandError, match="broken"):
        call_command("run_due")


@pytest.mark.django_db
def test_every_so_often_it_runs_again_until_it_is_stopped(jobs, monkeypatch):
    runs = []

    def stop_at_the_third_run(*, now):
        runs.append(now)
        if len(runs) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return 0

    clock.register_job("count", stop_at_the_third_run)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(threading.Event, "wait", lambda self, seconds: self.is_set())
    try:
        call_command("run_due", "--every", "1")
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert len(runs) == 3


def test_a_pause_of_nothing_is_refused(jobs):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("run_due", "--every", "0")


@pytest.mark.django_db
def test_running_twice_at_the_same_time_of_day_is_safe():
    assert clock.run_jobs(now=timezone.now()) == []
    assert clock.run_jobs(now=timezone.now()) == []
