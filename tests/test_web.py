"""The web endpoint as it runs: a server of several processes, on loopback."""

import http.client
import json
import logging
import socket
import ssl
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from skill.envelope import Refusal
from skill.verification import fetch
from skill.web import create_app
from tests.bench import hello
from tests.chains import LEAF, LONG, MIDDLE, NOW, ROOT, pem, private_pem
from tests.envelopes import SKILL_ID, body, envelope
from tests.logs import written
from tests.serving import Server, signed

GOOD = body()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("web")) as running:
        yield running


def lines(server: Server) -> list[dict[str, object]]:
    return [json.loads(line) for line in server.log.read_text().splitlines()]


def test_it_answers_alexa(server: Server) -> None:
    status, reply = server.ask("POST", "/alexa", GOOD, signed(GOOD))
    assert status == 200
    assert json.loads(reply)["response"]["outputSpeech"]["ssml"] == f"<speak>{hello.SPEECH}</speak>"


def test_it_refuses_what_is_not_alexa(server: Server) -> None:
    assert server.ask("POST", "/alexa", GOOD) == (400, b"")
    assert server.ask("POST", "/alexa", GOOD + b" ", signed(GOOD)) == (400, b"")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("POST", "/healthz", 405),
        ("GET", "/alexa", 405),
        ("PUT", "/alexa", 405),
        ("DELETE", "/alexa", 405),
        ("OPTIONS", "/alexa", 405),
        ("GET", "/", 404),
        ("POST", "/", 404),
        ("POST", "/alexa/", 404),
        ("GET", "/static/x", 404),
        ("GET", "/my-liver-hurts", 404),
    ],
)
def test_it_has_two_addresses(server: Server, method: str, path: str, status: int) -> None:
    found, reply = server.ask(method, path, GOOD if method == "POST" else b"", signed(GOOD))
    assert found == status
    assert reply == (b"ok\n" if status == 200 else b"")


def test_a_wrong_method_is_told_the_right_one_and_logged() -> None:
    client = create_app(hello.skill(), SKILL_ID).test_client()
    with written() as log:
        reply = client.get("/alexa?question=liver")
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST")
    assert [line["outcome"] for line in log.lines()] == ["refused: the method is not POST"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_large_body_does_not_harm_the_connection(server: Server, chunked: bool) -> None:
    """After a 413 the rest of the body must not be read as a request: the connection goes on cleanly, or is closed."""
    connection = server.connection()
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 6_000
    try:
        connection.request("POST", "/alexa", iter([smuggled]) if chunked else smuggled, signed(GOOD), encode_chunked=chunked)
        reply = connection.getresponse()
        assert (reply.status, reply.read()) == (413, b"")
        connection.request("POST", "/alexa", GOOD, signed(GOOD))
        assert connection.getresponse().status == 200
    except (http.client.RemoteDisconnected, ConnectionError):
        pass
    finally:
        connection.close()
    assert server.ask("GET", "/healthz") == (200, b"ok\n")


def test_a_client_that_gives_up_harms_nobody(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"\x16\x03\x01 nonsense my liver hurts\r\n\r\n")
        client.recv(1000)
    assert server.ask("POST", "/alexa", GOOD, signed(GOOD))[0] == 200
    assert "liver" not in server.log.read_text()


def test_a_chunked_body_is_answered(server: Server) -> None:
    connection = server.connection()
    connection.request("POST", "/alexa", iter([GOOD[:100], GOOD[100:]]), signed(GOOD), encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        killed = server.kill_a_worker()
        end = time.monotonic() + 10
        while (killed in server.workers() or len(server.workers()) < 2) and time.monotonic() < end:
            time.sleep(0.02)
        assert len(server.workers()) == 2
        assert [server.ask("POST", "/alexa", GOOD, signed(GOOD))[0] for _ in range(10)] == [200] * 10


def test_a_stop_is_graceful(tmp_path: Path) -> None:
    """A request that has begun when the stop is asked for is answered, and then the server ends with status 0."""
    server = Server(tmp_path)
    head = f"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: {len(GOOD)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in signed(GOOD).items()) + "\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(head.encode() + GOOD[:100])
        time.sleep(0.5)
        server.process.terminate()
        time.sleep(0.5)
        client.sendall(GOOD[100:])
        assert client.recv(10_000).startswith(b"HTTP/1.1 200")
    assert server.stop() == 0
    with pytest.raises(OSError):
        server.ask("GET", "/healthz")


def test_the_log_is_json_and_holds_nothing_of_a_request(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.ask("POST", "/alexa", GOOD, signed(GOOD))
        server.ask("GET", "/my-liver-hurts")
        server.ask("POST", "/alexa", b"my liver hurts", {"Signature-256": "my liver hurts"})
    text = server.log.read_text()
    written_down = [line for line in lines(server) if "outcome" in line]
    assert [line["outcome"] for line in written_down] == ["answered", "refused: a signature header is missing"]
    assert written_down[0].keys() == {"time", "type", "intent", "locale", "kind", "ms", "outcome"}
    assert not [word for word in ("liver", "THE", "amzn1", str(server.port)) if word in text]


def test_a_fault_around_the_skill_is_no_server_error(monkeypatch: pytest.MonkeyPatch) -> None:
    skill = hello.skill()

    def broken(**_: object) -> None:
        raise KeyError("my liver hurts")

    monkeypatch.setattr(skill, "invoke", broken)
    client = trusting(skill)
    with written() as log:
        reply = client.post("/alexa", data=GOOD, headers=signed(GOOD))
    assert (reply.status_code, reply.get_json()) == (200, {"version": "1.0", "response": {}})
    assert "liver" not in log.getvalue()
    assert str(log.lines()[0]["outcome"]).startswith("fault: KeyError at ")


def trusting(skill: object) -> object:
    from cryptography.x509.verification import Store

    from skill.verification import SignatureVerifier

    verifier = SignatureVerifier(store=Store([ROOT.build()]), fetcher=lambda path: pem(LEAF, MIDDLE), clock=lambda: NOW)
    return create_app(skill, SKILL_ID, verifier=verifier, clock=lambda: NOW).test_client()


def test_what_libraries_log_loses_its_texts() -> None:
    """Also in a warning, in an object that is logged as it is, and in an exception with its causes."""
    with written() as log:
        logging.getLogger("library").warning("heard %s %d times", "my liver hurts", 3)
        logging.getLogger("library").error(ValueError("my liver hurts"))
        logging.getLogger("library").error("%s", {"said": "my liver hurts"})
        logging.getLogger("library").error("%(said)s", {"said": "my liver hurts"})
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("my liver hurts", stacklevel=1)
        try:
            int("my liver hurts")
        except ValueError:
            logging.getLogger("library").exception("it failed: %s", "my liver hurts")
    assert "liver" not in log.getvalue()
    assert [line["message"] for line in log.lines()] == [
        "heard ... 3 times", "ValueError", "%s", "%(said)s", "a warning", "it failed: ...",
    ]  # fmt: skip
    assert log.lines()[-1]["error"] == "ValueError"
    assert str(log.lines()[-1]["passed"][0]).endswith("test_what_libraries_log_loses_its_texts")


def test_the_sdks_own_verifier_fails_closed() -> None:
    """Whoever turns it on by mistake answers nobody."""
    from ask_sdk_webservice_support.verifier import RequestVerifier, VerificationException

    from tests.test_verification import AMAZON

    with pytest.raises(VerificationException):
        RequestVerifier()._validate_cert_chain(AMAZON.read_bytes())


def test_a_request_for_another_skill_is_refused_by_the_server(server: Server) -> None:
    foreign = body(envelope(skill_id="amzn1.ask.skill.another"))
    assert server.ask("POST", "/alexa", foreign, signed(foreign)) == (400, b"")


# --- fetching a chain, from a real TLS server


class Amazon(BaseHTTPRequestHandler):
    """Stands in for s3.amazonaws.com."""

    def do_GET(self) -> None:
        """Answer as the path says."""
        if self.path.endswith("moved.pem"):
            self.send_response(302)
            self.send_header("Location", "/echo.api/good.pem")
            self.end_headers()
        elif self.path.endswith("gone.pem"):
            self.send_error(404)
        elif self.path.endswith("junk.pem"):
            self.wfile.write(b"this is no HTTP\r\n\r\n")
        elif self.path.endswith("endless.pem"):
            self._write(b"x" * 8192, forever=True)
        elif self.path.endswith("slow.pem"):
            time.sleep(1)
        elif self.path.endswith("dripping.pem"):
            self._write(b"x", forever=True, pause=0.05)
        else:
            self._write(b"the chain")

    def _write(self, piece: bytes, forever: bool = False, pause: float = 0) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(piece)
            for _ in range(200 if forever else 0):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass  # the client has had enough, as it should

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., bytes]]:
    """`fetch`, from a stand-in for Amazon whose certificate says s3.amazonaws.com."""
    from dataclasses import replace

    folder = tmp_path_factory.mktemp("amazon")
    leaf = replace(LEAF, name="s3.amazonaws.com", san=("s3.amazonaws.com",), start=NOW - LONG, end=NOW + LONG)
    (folder / "chain.pem").write_bytes(pem(leaf, MIDDLE))
    (folder / "key.pem").write_bytes(private_pem("leaf"))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "chain.pem", folder / "key.pem")
    trusting = ssl.create_default_context(cadata=pem(ROOT).decode())
    server = HTTPServer(("127.0.0.1", 0), Amazon)
    server.socket = serving.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def fetching(path: str, context: ssl.SSLContext | None = trusting) -> bytes:
        return fetch(path, context=context, address=("127.0.0.1", server.server_port), timeout=0.5)

    yield fetching
    server.shutdown()
    server.server_close()


def test_verification_fetches_a_chain(amazon: Callable[..., bytes]) -> None:
    assert amazon("/echo.api/good.pem") == b"the chain"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("moved", "does not answer with 200"),
        ("gone", "does not answer with 200"),
        ("junk", "does not answer in HTTP"),
        ("endless", "too large"),
        ("dripping", "too long"),
    ],
)
def test_verification_fetches_no_chain_that_is(amazon: Callable[..., bytes], name: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        amazon(f"/echo.api/{name}.pem")


def test_verification_does_not_wait_for_a_slow_chain(amazon: Callable[..., bytes]) -> None:
    with pytest.raises(TimeoutError):
        amazon("/echo.api/slow.pem")


def test_verification_fetches_from_amazon_only(amazon: Callable[..., bytes]) -> None:
    """The stand-in's own certificate is not trusted by the roots of the public web."""
    with pytest.raises(ssl.SSLCertVerificationError):
        amazon("/echo.api/good.pem", context=None)


def test_verification_fetch_says_when_nobody_is_there() -> None:
    with pytest.raises(OSError):
        fetch("/echo.api/x.pem", address=("127.0.0.1", 1), timeout=0.5)
