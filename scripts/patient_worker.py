"""A gunicorn worker whose threads meet only requests that have arrived whole.

gunicorn's own gthread reads a request in the thread that will answer it: eight phones on a bad
line, or one person with a hundred connections that send a byte a second, hold all threads and
nobody else is answered. Here the loop that waits for connections anyway collects the bytes, and a
thread is taken when the request is complete. The moment of that is noted: what arrived before a
deadline is in time, however long the queue for a thread was. Of a request that a thread begins to
read before its end has come no moment is noted: what follows may be written after the deadline.
Such requests, files too large to wait for in memory, have few threads of their own: whoever sends
one and never ends it keeps other files waiting, and no page. Those who begin a quiz have some too,
and so have those who sit in one: nobody's answer waits behind a common start, nor behind all the
people who sign in for it.
"""

import re
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

ARRIVED_AT = "intranet.arrived_at"  # in the WSGI environment, where no client can put anything
SECONDS_TO_ARRIVE = 60.0
END_OF_HEAD = b"\r\n\r\n"
END_OF_CHUNKS = b"0\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
BEGINNING = b"POST /bai-lam/bat-dau/"  # of a quiz: thousands of these may come at once
BEGINNERS_AT_ONCE = (
    7  # those whom quiz/admission.py lets in or wait, and one for who is turned away
)
SITTING = re.compile(rb"(?:GET|POST) /bai-lam/[0-9]")  # a quiz: answers, pages, handing in
SITTERS_AT_ONCE = 6
LONGEST_HEAD = 64 * 1024
LONGEST_BODY = 2_621_440  # what Django keeps in memory; more is an upload, read as it comes
UPLOADS_AT_ONCE = 3  # threads of their own: however slowly files come, the others answer
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*0*(\d+)[ \t]*\r\n", re.IGNORECASE)
MOST_DIGITS = 15  # of a length; more are no length of anything, and cost much to read as a number
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)

_thread = threading.local()


@dataclass(slots=True)
class Arrival:
    """What has come of a request so far."""

    give_up_at: float
    received: bytearray = field(default_factory=bytearray)
    is_watched: bool = False
    is_awaited: bool = False  # the client was told to send the body

    def is_complete(self) -> bool:
        """Whether nothing has to be waited for: all is there, or too much for waiting."""
        end = self.received.find(END_OF_HEAD)
        if end < 0:
            return len(self.received) > LONGEST_HEAD
        head, body = self._divided(end)
        if CHUNKED.search(head):
            return self.received.endswith(END_OF_CHUNKS) or body > LONGEST_BODY
        return body >= min(announced(head), LONGEST_BODY)

    def is_whole(self) -> bool:
        """Whether surely nothing is to come that could be written after the moment noted."""
        end = self.received.find(END_OF_HEAD)
        if end < 0:
            return False
        head, body = self._divided(end)
        return not CHUNKED.search(head) and body >= announced(head)

    def _divided(self, end: int) -> tuple[bytearray, int]:
        """The head with its last line end, and how much of the body has come."""
        return self.received[: end + 2], len(self.received) - end - len(END_OF_HEAD)

    def waits_for_continue(self) -> bool:
        """Whether the client holds the body back until it is asked for it."""
        end = self.received.find(END_OF_HEAD)
        if end < 0 or self.is_awaited:
            return False
        self.is_awaited = True
        return EXPECTS.search(self.received[: end + 2]) is not None


def announced(head: bytes | bytearray) -> int:
    """How long the body is to be, by the head."""
    found = LENGTH.search(head)
    return int(found[1][:MOST_DIGITS]) if found else 0


class PatientWorker(ThreadWorker):
    """gthread that waits for requests without a thread."""

    wsgi: Callable[..., Iterable[bytes]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Arrival] = {}  # the first is the one to be given up first

    def init_process(self) -> None:
        """Have threads of their own for files, for beginners and for sitters, then serve."""
        self.uploads = ThreadPoolExecutor(max_workers=UPLOADS_AT_ONCE)
        self.beginners = ThreadPoolExecutor(max_workers=BEGINNERS_AT_ONCE)
        self.sitters = ThreadPoolExecutor(max_workers=SITTERS_AT_ONCE)
        super().init_process()

    def enqueue_req(self, conn: TConn) -> None:
        """Collect the next request of a connection instead of blocking a thread for it."""
        if self.cfg.is_ssl:
            super().enqueue_req(conn)
            return
        arrival = Arrival(time.monotonic() + SECONDS_TO_ARRIVE)
        if conn.parser is not None:
            arrival.received += conn.parser.unreader.take_buffered()
        conn.sock.setblocking(False)
        self.arriving[conn] = arrival
        if arrival.is_complete():  # sent together with the request before
            self.hand_over(conn)
        else:
            self.collect(conn)

    def collect(self, conn: TConn, _sock: socket.socket | None = None) -> None:
        """Take what has come; hand the request over once it is complete."""
        arrival = self.arriving[conn]
        try:
            while data := conn.sock.recv(64 * 1024):
                arrival.received += data
                if arrival.is_complete():
                    self.hand_over(conn)
                    return
        except BlockingIOError:
            self.watch(conn, arrival)
        except OSError:
            self.give_up(conn)
        else:
            self.give_up(conn)

    def watch(self, conn: TConn, arrival: Arrival) -> None:
        """Come back when there is more."""
        if arrival.waits_for_continue():
            with suppress(OSError):
                conn.sock.send(CONTINUE)
        if not arrival.is_watched:
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.collect, conn))
            arrival.is_watched = True

    def hand_over(self, conn: TConn) -> None:
        """Give the request to a thread; one that must still be read, to a thread for those."""
        arrival = self.forget(conn)
        is_whole = arrival.is_whole()
        conn.data_ready = True
        conn.arrived_at = time.time() if is_whole else None
        conn.init()
        conn.parser.unreader.unread(bytes(arrival.received))
        pool = self.threads_for(arrival.received) if is_whole else self.uploads
        done = pool.submit(self.handle, conn)
        done.add_done_callback(partial(self.method_queue.defer, self.finish_request, conn))

    def threads_for(self, received: bytearray) -> ThreadPoolExecutor:
        """The threads that a whole request of this beginning is answered by."""
        if received.startswith(BEGINNING):
            return self.beginners
        return self.sitters if SITTING.match(received) else self.tpool

    def give_up(self, conn: TConn) -> None:
        """Close a connection that ended or sends nothing more."""
        self.forget(conn)
        self.nr_conns -= 1
        conn.close()

    def forget(self, conn: TConn) -> Arrival:
        """Wait for the connection no longer."""
        arrival = self.arriving.pop(conn)
        if arrival.is_watched:
            self.poller.unregister(conn.sock)
        return arrival

    def murder_pending(self) -> None:
        """Give up, as often as gunicorn looks for idle connections, on what does not arrive."""
        super().murder_pending()
        now = time.monotonic()
        for conn, arrival in list(self.arriving.items()):
            if self.alive and arrival.give_up_at > now:
                break
            self.give_up(conn)

    def handle(self, conn: TConn) -> Any:
        """Remember for the application when the request had arrived."""
        _thread.arrived_at = getattr(conn, "arrived_at", None)
        return super().handle(conn)

    def load_wsgi(self) -> None:
        """Put the moment of arrival into the environment of each request."""
        super().load_wsgi()
        self.wsgi = noting_arrival(self.wsgi)


def noting_arrival(
    application: Callable[..., Iterable[bytes]],
) -> Callable[..., Iterable[bytes]]:
    """Return the application with the moment at which its requests had arrived."""

    def noted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[ARRIVED_AT] = getattr(_thread, "arrived_at", None)
        return application(environ, start_response)

    return noted
