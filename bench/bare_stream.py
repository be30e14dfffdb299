"""The least that can push to many: an asyncio server that sends given bytes to all who came.

``python -m bench.bare_stream`` prints its port; each line on its standard input is JSON text that
it sends to every connection, at once.
"""

import asyncio
import json
import sys

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
HELLO = b"event: puls\ndata: \n\n"


class Stream(asyncio.Protocol):
    """One who came."""

    def __init__(self, all_of_them: set[asyncio.Transport]) -> None:
        self._all = all_of_them

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._all.add(transport)

    def data_received(self, _data: bytes) -> None:
        self._transport.write(HEAD + chunk(HELLO))

    def connection_lost(self, _error: Exception | None) -> None:
        self._all.discard(self._transport)


def chunk(data: bytes) -> bytes:
    """Bytes as a chunk of HTTP/1.1."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


async def serve() -> None:
    """Serve until the standard input ends."""
    streams: set[asyncio.Transport] = set()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Stream(streams), "127.0.0.1", 0, backlog=4096)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        data = chunk(json.loads(line).encode())
        for stream in tuple(streams):
            stream.write(data)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
