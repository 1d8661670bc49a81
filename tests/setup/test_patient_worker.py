"""A request takes a thread when it has arrived whole; the moment of that is noted."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from scripts import patient_worker
from scripts.patient_worker import ARRIVED_AT, Arrival, noting_arrival
from tests.demo_site import Server

QUICK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
FORM = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n0123456789"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bare project behind the product's own gunicorn."""
    folder: Path = tmp_path_factory.mktemp("bare")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.load.bare.settings"}
    with Server(folder, "tests.load.bare.wsgi", **settings) as running:
        yield running


def connect(server: Server) -> socket.socket:
    """Open a connection."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def answers(connection: socket.socket, number: int = 1) -> bytes:
    """Read until that many answers have come."""
    received = b""
    while received.count(b"Xin ch") < number:
        data = connection.recv(65536)
        assert data, received
        received += data
    return received


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", False),
        (QUICK, True),
        (FORM[:-1], False),
        (FORM, True),
        (FORM + QUICK, True),
        (FORM.replace(b"Content-Length", b"content-length").replace(b": 10", b":10 "), True),
        (b"POST / HTTP/1.1\r\nX-Content-Length: 3\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", True),
        (b"x" * (patient_worker.LONGEST_HEAD + 1), True),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"
            + b"x" * patient_worker.LONGEST_BODY,
            True,
        ),
    ],
)
def test_a_request_is_complete_when_its_body_is_there(received: bytes, expected: bool) -> None:
    assert Arrival(0.0, bytearray(received)).is_complete() is expected


LONG = b"POST / HTTP/1.1\r\nContent-Length: 2700000\r\n\r\n"
CHUNKS = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("received", "is_complete", "is_whole"),
    [
        (FORM, True, True),
        (FORM[:-1], False, False),
        (FORM.replace(b": 10", b": " + b"0" * 30 + b"10"), True, True),
        (FORM.replace(b": 10", b": " + b"0" * 30 + b"11"), False, False),
        (FORM.replace(b": 10", b": " + b"9" * 5000), False, False),
        (LONG + b"x" * 2_699_999, True, False),
        (LONG + b"x" * 2_700_000, True, True),
        (CHUNKS + b"7\r\nab0\r\n\r\n", True, False),
        (b"x" * (patient_worker.LONGEST_HEAD + 1), True, False),
    ],
)
def test_only_what_is_whole_has_a_moment_of_arrival(
    received: bytes, is_complete: bool, is_whole: bool
) -> None:
    arrival = Arrival(0.0, bytearray(received))
    assert (arrival.is_complete(), arrival.is_whole()) == (is_complete, is_whole)


def test_a_hundred_slow_connections_keep_nobody_waiting(server: Server) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(server)) for _ in range(100)]
        for connection in slow:
            connection.send(b"POST / HTTP/1.1\r\nContent-Le")
        began = time.monotonic()
        quick = stack.enter_context(connect(server))
        for _ in range(5):
            quick.send(QUICK)
            answers(quick)
        assert time.monotonic() - began < 5
        slow[0].send(b"ngth: 0\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in answers(slow[0])


def test_files_that_do_not_arrive_keep_nobody_waiting(tmp_path: Path) -> None:
    unfinished = LONG + b"x" * patient_worker.LONGEST_BODY
    with Server(tmp_path, "tests.setup.reading_application") as server, ExitStack() as stack:
        slow = [stack.enter_context(connect(server)) for _ in range(30)]
        for connection in slow:
            connection.sendall(unfinished)
        time.sleep(0.5)
        for _ in range(5):
            with connect(server) as quick:
                quick.send(FORM)
                answers(quick)
        missing = len(LONG) + 2_700_000 - len(unfinished)
        for connection in slow:
            connection.sendall(b"x" * missing)
        for connection in slow:
            answers(connection)


@pytest.mark.parametrize(
    "parts",
    [
        [QUICK],
        [QUICK[:7], QUICK[7:-2], QUICK[-2:]],
        [FORM[:-4], FORM[-4:]],
        [FORM[:-10], FORM[-10:-3], FORM[-3:]],
    ],
)
def test_a_request_in_parts_is_answered(server: Server, parts: list[bytes]) -> None:
    with connect(server) as connection:
        for _ in range(2):  # the connection is kept
            for part in parts:
                connection.send(part)
                time.sleep(0.05)
            assert b"200 OK" in answers(connection)


def test_requests_sent_together_are_all_answered(server: Server) -> None:
    with connect(server) as connection:
        connection.send(QUICK * 3 + FORM)
        assert answers(connection, 4).count(b"200 OK") == 4


def test_who_waits_to_be_asked_for_the_body_is_asked(server: Server) -> None:
    head, body = FORM.split(b"\r\n\r\n")
    with connect(server) as connection:
        connection.send(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 Continue")
        connection.send(body)
        assert b"200 OK" in answers(connection)


def test_a_connection_that_ends_early_harms_nobody(server: Server) -> None:
    for _ in range(20):
        with connect(server) as connection:
            connection.send(FORM[:30])
    with connect(server) as connection:
        connection.send(QUICK)
        assert b"200 OK" in answers(connection)


def test_the_application_learns_when_the_request_had_arrived() -> None:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start_response: Any) -> list[bytes]:
        seen.update(environ)
        return []

    patient_worker._thread.arrived_at = 123.5
    noting_arrival(application)({}, None)
    assert seen == {ARRIVED_AT: 123.5}


def test_those_who_begin_a_quiz_are_answered_like_others(server: Server) -> None:
    request = FORM.replace(b"POST /", b"POST /bai-lam/bat-dau/1/", 1)
    with connect(server) as connection:
        for _ in range(2):
            connection.send(request)
            received = b""
            while not received.endswith(b"\r\n0\r\n\r\n"):  # the end of an answer in pieces
                received += connection.recv(65536)
            assert received.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("method", [QUICK, FORM])
def test_an_answer_waits_for_no_thread_that_others_hold(tmp_path: Path, method: bytes) -> None:
    sitting = method.replace(b" / ", b" /bai-lam/7/luu/ ", 1)
    one = {"WEB_CONCURRENCY": "1"}
    with Server(tmp_path, "tests.setup.holding_application", **one) as server, ExitStack() as stack:
        others = [stack.enter_context(connect(server)) for _ in range(40)]
        for connection in others:
            connection.send(QUICK)
        time.sleep(0.5)
        with connect(server) as connection:
            connection.send(sitting)
            answers(connection)
        for connection in others:
            answers(connection)
