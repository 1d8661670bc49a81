"""A browser in a few lines: one kept connection, cookies, forms; thousands fit into one process."""

import asyncio
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

HOST = "localhost"
PATIENCE = 90  # seconds; whoever waits longer has met an error
FORM_TYPE = "application/x-www-form-urlencoded"
COOKIE = re.compile(rb"^set-cookie: ([^=\r\n]+)=([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
HEADER = re.compile(rb"^([^:\r\n]+): ([^\r\n]*)", re.MULTILINE)
END_OF_HEAD = b"\r\n\r\n"

Form = Iterable[tuple[str, str]]


class BrokenLineError(Exception):
    """The connection ended before the answer was complete."""


@dataclass(slots=True)
class Reply:
    """Status, headers and body of an answer."""

    status: int
    headers: dict[str, str]
    cookies: list[tuple[str, str]]
    content: bytes
    path: str = ""

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (zlib.decompress(self.content, 31) if packed else self.content).decode()

    @property
    def location(self) -> str:
        """Path and query that a redirect points to."""
        parts = urlsplit(self.headers.get("location", ""))  # the fragment stays in the browser
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class Wire(asyncio.Protocol):
    """One connection that is asked one thing at a time."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.waiting: asyncio.Future[Reply] | None = None
        self.transport: asyncio.Transport | None = None
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.is_open = True

    def connection_lost(self, _error: Exception | None) -> None:
        self.is_open = False
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_exception(BrokenLineError())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(END_OF_HEAD)
        if end < 0 or self.waiting is None or self.waiting.done():
            return
        head = bytes(self.buffer[:end])
        headers = {name.lower().decode(): value.decode() for name, value in HEADER.findall(head)}
        begin = end + len(END_OF_HEAD)
        content = self.body(begin, headers)
        if content is None:
            return
        self.buffer.clear()
        if headers.get("connection", "").lower() == "close":
            self.close()
        cookies = [(name.decode(), value.decode()) for name, value in COOKIE.findall(head)]
        self.waiting.set_result(Reply(int(head[9:12]), headers, cookies, content))

    def body(self, begin: int, headers: dict[str, str]) -> bytes | None:
        """Return the body once it is complete."""
        if headers.get("transfer-encoding") == "chunked":
            return self.chunks(begin)
        end = begin + int(headers.get("content-length", 0))
        return bytes(self.buffer[begin:end]) if len(self.buffer) >= end else None

    def chunks(self, begin: int) -> bytes | None:
        """Return the body sent in pieces once the last one is there."""
        found = bytearray()
        while (end := self.buffer.find(b"\r\n", begin)) >= 0:
            size = int(self.buffer[begin:end], 16)
            begin = end + 2
            if len(self.buffer) < begin + size + 2:
                return None
            if size == 0:
                return bytes(found)
            found += self.buffer[begin : begin + size]
            begin += size + 2
        return None

    async def ask(self, request: bytes) -> Reply:
        """Send a request and wait for its answer."""
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.waiting

    def close(self) -> None:
        """Hang up."""
        self.is_open = False
        if self.transport is not None:
            self.transport.close()


@dataclass(slots=True)
class Browser:
    """One person's browser; counts its requests and, where the server says, their statements."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    wire: Wire | None = None
    asked: int = 0
    statements: list[int] = field(default_factory=list)

    async def request(self, method: str, path: str, form: Form | None = None) -> Reply:
        """Send a request, once more when the server had closed the idle connection."""
        data = self.compose(method, path, form)
        self.asked += 1
        async with asyncio.timeout(PATIENCE):
            reused = self.wire is not None and self.wire.is_open
            try:
                reply = await (await self.line()).ask(data)
            except BrokenLineError:
                if not reused:
                    raise
                reply = await (await self.line()).ask(data)
        self.cookies.update(reply.cookies)
        reply.path = path
        if "x-statements" in reply.headers:
            self.statements.append(int(reply.headers["x-statements"]))
        return reply

    async def line(self) -> Wire:
        """Return an open connection."""
        if self.wire is None or not self.wire.is_open:
            loop = asyncio.get_running_loop()
            _transport, self.wire = await loop.create_connection(Wire, "127.0.0.1", self.port)
        return self.wire

    def compose(self, method: str, path: str, form: Form | None) -> bytes:
        """Return the bytes of a request as a browser sends them."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n"
            f"User-Agent: Mozilla/5.0 (nguoi thu tai)\r\nAccept: text/html,*/*\r\n"
            f"Accept-Encoding: gzip\r\nCookie: {cookies}\r\n"
        )
        if form is None:
            return f"{head}\r\n".encode()
        body = urlencode(list(form)).encode()
        head += f"Content-Type: {FORM_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    async def follow(self, reply: Reply) -> Reply:
        """Go where redirects lead."""
        while reply.status in {301, 302, 303}:
            reply = await self.request("GET", reply.location)
        return reply

    async def get(self, path: str) -> Reply:
        """Fetch a page, redirects followed."""
        return await self.follow(await self.request("GET", path))

    async def post(self, path: str, form: Form) -> Reply:
        """Send a form, redirects followed."""
        return await self.follow(await self.request("POST", path, form))

    def close(self) -> None:
        """Close the connection, keep the cookies."""
        if self.wire is not None:
            self.wire.close()
            self.wire = None
