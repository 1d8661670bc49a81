"""Connections that send one byte a second, as from a far-off phone or from somebody's malice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

NUMBER = 100
PACE = 1.0
HEAD = b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\nX-Slow: "


async def trickle(port: int, sent: list[int]) -> None:
    """Send a request without end, byte by byte; begin again when the server hangs up."""
    while True:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for byte in HEAD + b"x" * 4000:
                writer.write(bytes([byte]))
                await writer.drain()
                sent[0] += 1
                await asyncio.sleep(PACE)
        except OSError:
            await asyncio.sleep(PACE)


@asynccontextmanager
async def slow_connections(port: int, number: int = NUMBER) -> AsyncIterator[list[int]]:
    """Keep that many open while the block runs; the list counts the bytes sent."""
    sent = [0]
    tasks = [asyncio.create_task(trickle(port, sent)) for _ in range(number)]
    try:
        yield sent
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
