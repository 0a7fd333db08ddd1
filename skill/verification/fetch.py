"""Rule 2: how the certificate chain is fetched: from an approved place, soon, and not endlessly."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from functools import cache

import certifi

from skill.envelope import Refusal
from skill.verification.url import HOST

Fetcher = Callable[[str], bytes]  # a path on HOST -> what stands there; Refusal or OSError where it cannot be had

TIMEOUT = 3.0  # seconds; Alexa waits 8 for the whole answer
LARGEST = 65_536  # bytes; Amazon's chain of 2026 has 5,000
_PIECE = 8_192


@cache
def _public_web() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def fetch(
    path: str, *, context: ssl.SSLContext | None = None, address: tuple[str, int] = (HOST, 443), timeout: float = TIMEOUT
) -> bytes:
    """What stands at `path` on HOST over TLS; never more than LARGEST bytes, `timeout` seconds, or one address.

    A redirect is an answer other than 200, and refused like all of them. Raises Refusal, or OSError from the network.
    """
    deadline = time.monotonic() + timeout
    connection = http.client.HTTPConnection(HOST)
    connection.sock = socket.create_connection(address, timeout)
    try:
        connection.sock = (context or _public_web()).wrap_socket(connection.sock, server_hostname=HOST)
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise Refusal("the certificate URL does not answer with 200")
        return _body(response, deadline)
    except http.client.HTTPException:
        raise Refusal("the certificate URL does not answer in HTTP") from None
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, deadline: float) -> bytes:
    body = b""
    while piece := response.read1(_PIECE):
        body += piece
        if len(body) > LARGEST:
            raise Refusal("the certificate chain is too large")
        if time.monotonic() > deadline:
            raise Refusal("the certificate chain takes too long")
    return body
