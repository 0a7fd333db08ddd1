"""Many connections that ask at once, and a count of what came back; one process, loopback, asyncio."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.serving import signed


@dataclass(frozen=True)
class Ask:
    """A request as bytes, and the reply that it must get; None where only the status counts."""

    sent: bytes
    status: int = 200
    reply: bytes | None = None


@dataclass
class Count:
    """What came of a load."""

    seconds: float = 0.0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)  # when a connection ended with a request under way
    milliseconds: list[float] = field(default_factory=list)

    def percentile(self, part: float) -> float:
        """The time within which `part` of the answers came."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def post(body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """A signed request as it goes over the wire, on a connection that is kept."""
    lines = [f"{name}: {value}" for name, value in (signed(body) if headers is None else headers).items()]
    head = "\r\n".join(["POST /alexa HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", *lines, "", ""])
    return head.encode() + body


def load(port: int, asks: Sequence[Ask], total: int, connections: int) -> Count:
    """Ask `total` times over so many connections, and count."""
    count = Count()
    started = time.perf_counter()
    asyncio.run(_all(port, asks, total, connections, count))
    count.seconds = time.perf_counter() - started
    return count


async def _all(port: int, asks: Sequence[Ask], total: int, connections: int, count: Count) -> None:
    numbers = iter(range(total))
    await asyncio.gather(*(_connection(port, asks, numbers, count) for _ in range(connections)))


async def _connection(port: int, asks: Sequence[Ask], numbers: Iterator[int], count: Count) -> None:
    streams = None
    for number in numbers:
        ask = asks[number % len(asks)]
        try:
            streams = streams or await asyncio.open_connection("127.0.0.1", port)
            started = time.perf_counter()
            status, reply, closing = await _exchange(*streams, ask.sent)
        except (OSError, asyncio.IncompleteReadError, EOFError):
            count.lost.append(time.perf_counter())
            streams = _closed(streams)
            continue
        count.milliseconds.append((time.perf_counter() - started) * 1000)
        if status == ask.status and ask.reply in (None, reply):
            count.right += 1
        else:
            count.wrong.append(f"{status} {reply[:200]!r}")
        if closing:
            streams = _closed(streams)
    _closed(streams)


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes) -> tuple[int, bytes, bool]:
    writer.write(sent)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
    reply = await reader.readexactly(length)
    return int(head[9:12]), reply, b"connection: close" in head


def _closed(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None) -> None:
    if streams:
        streams[1].close()
