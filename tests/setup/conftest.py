"""Fixtures of the tests of set-up and running."""

import socket

import pytest


@pytest.fixture
def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
