"""Who is answered: each way in which a request can fail to be Alexa's, and the ones that are, in one table.

The rows are the inventory of `alexa-rules.md` 3.2, sent to the app over HTTP (Flask's client). Each says why it must be
refused, so that no row passes because another check caught it, and how often the certificate chain may be fetched.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import Store

from skill.envelope import Refusal
from skill.verification import SignatureVerifier, roots, signer_of
from skill.web import create_app
from tests.bench import hello
from tests.chains import NOW, ROOT, chains, key, sign
from tests.envelopes import SKILL_ID, body, envelope, intent
from tests.logs import written

AMAZON = Path(__file__).parent / "fixtures" / "certs" / "amazon-echo-api-2026.pem"
URL = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
GOOD = body()

PLAIN = "the certificate URL has characters that Amazon's never have"
PLACE = "the certificate URL is at another host or port"
PATH = "the certificate URL has another path"
SCHEME = "the certificate URL is not https"
HEADER = "a signature header is missing"
BASE64 = "the signature is not base64"
CHAIN = "the certificate chain is not valid now for Alexa"
PEM = "the certificate chain is not PEM"
FETCH = "the certificate chain cannot be fetched"
UNSIGNED = "the signature does not fit the body"
UTF8 = "the body is not UTF-8"
JSON = "the body is no JSON"
SHAPE = "it is no request envelope"
TIME = "the timestamp is too far from now"
NO_TIME = "the timestamp is no time with a time zone"
FOREIGN = "the request is for another skill"
NO_ID = "no skill id is configured, so nothing is answered"
UNREADABLE = "the SDK cannot read the request envelope"


def at(**offset: float) -> bytes:
    return body(envelope(at=NOW + timedelta(**offset)))


def event(**offset: float) -> bytes:
    return body(envelope({"type": "AlexaSkillEvent.SkillEnabled"}, at=NOW + timedelta(**offset)))


def changed(**parts: object) -> bytes:
    return body(envelope() | parts)


def asked(**parts: object) -> bytes:
    return body(envelope(parts))


def fails(error: Exception) -> Callable[[], bytes]:
    def raising() -> bytes:
        raise error

    return raising


@dataclass(frozen=True)
class Row:
    """One request; what it does not say is as Alexa does it."""

    what: str
    reason: str = ""  # of its refusal; "" where it must be answered
    status: int = 400
    fetches: int = 1
    url: str | None = URL
    body: bytes = GOOD
    signed: bytes | None = None  # what was signed instead of the body
    by: str = "leaf"  # whose key signed
    signature: str | None = ""  # instead of one that was made
    old_signature: str | None = None
    chain: str = "good"
    fetch: Callable[[], bytes] | None = None
    anchors: bool = True
    skill_id: str | None = SKILL_ID
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)


def url(text: str, reason: str) -> Row:
    return Row(f"url {text!r}", reason, url=text, fetches=0)


def good_url(text: str) -> Row:
    return Row(f"url {text!r}", url=text)


def chain(what: str, reason: str = CHAIN, by: str = "leaf") -> Row:
    return Row(f"chain: {what}", reason, chain=what, by=by)


def sent(what: str, payload: bytes, reason: str) -> Row:
    return Row(f"body: {what}", reason, body=payload)


ROWS = (
    # --- what is Alexa's
    Row("as Alexa sends it"),
    Row("body of escaped characters beyond ASCII", body=body(envelope(intent("Q", q="naïve 痛")))),
    Row("body of characters of several bytes",
        body=json.dumps(envelope(intent("Q", q="naïve 痛 🙂")), ensure_ascii=False).encode()),
    Row("unknown properties", body=changed(newProperty={"deep": [1, 2]})),
    Row("no session, as with a skill event", body=body({k: v for k, v in envelope().items() if k != "session"})),
    Row("twice, fetched once", times=2),
    Row("chain with the root in it", chain="with root"),
    Row("header names in another case", url=None, signature=None,
        headers={"signaturecertchainurl": URL, "SIGNATURE-256": sign(GOOD)}),
    Row("an old SHA-1 signature beside a good one", old_signature="bm90IGNoZWNrZWQ="),
    Row("149 seconds ago", body=at(seconds=-149)),
    Row("150 seconds ago", body=at(seconds=-150)),
    Row("150 seconds ahead", body=at(seconds=150)),
    Row("a skill event of an hour ago", body=event(hours=-1)),
    good_url("https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem"),
    good_url("https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem"),
    good_url("HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem"),
    good_url("https://s3.amazonaws.com/echo.api/./a//echo-api-cert.pem"),
    # --- headers
    Row("no URL header", HEADER, url=None, fetches=0),
    Row("empty URL header", HEADER, url="", fetches=0),
    Row("no signature header", HEADER, signature=None, fetches=0),
    Row("only the old SHA-1 signature", HEADER, signature=None, old_signature=sign(GOOD), fetches=0),
    Row("neither header", HEADER, url=None, signature=None, fetches=0),
    Row("signature that is no base64", BASE64, signature="%%%", fetches=0),
    Row("signature with wrong padding", BASE64, signature="abcde", fetches=0),
    Row("signature beyond ASCII", BASE64, signature="äöü", fetches=0),
    Row("two signatures in one", BASE64, signature=f"{sign(GOOD)}, {sign(GOOD)}", fetches=0),
    # --- certificate URL: nothing may be fetched
    url("http://s3.amazonaws.com/echo.api/echo-api-cert.pem", SCHEME),
    url("file:///echo.api/echo-api-cert.pem", SCHEME),
    url("ftp://s3.amazonaws.com/echo.api/echo-api-cert.pem", SCHEME),
    url("//s3.amazonaws.com/echo.api/echo-api-cert.pem", SCHEME),
    url("s3.amazonaws.com/echo.api/echo-api-cert.pem", SCHEME),
    url("/echo.api/echo-api-cert.pem", SCHEME),
    url("nonsense", SCHEME),
    url("https:/echo.api/echo-api-cert.pem", PLACE),
    url("https://notamazon.com/echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com.evil.example/echo.api/echo-api-cert.pem", PLACE),
    url("https://evil.s3.amazonaws.com/echo.api/echo-api-cert.pem", PLACE),
    url("https://evils3.amazonaws.com/echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com./echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com:0/echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com:99999/echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com:port/echo.api/echo-api-cert.pem", PLACE),
    url("https://s3.amazonaws.com:/echo.api/echo-api-cert.pem", PLACE),
    url("https://user:pw@s3.amazonaws.com/echo.api/echo-api-cert.pem", PLAIN),
    url("https://s3.amazonaws.com@evil.example/echo.api/echo-api-cert.pem", PLAIN),
    url("https://[::1/echo.api/echo-api-cert.pem", PLAIN),
    url("https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem", PATH),
    url("https://s3.amazonaws.com/invalid.path/echo-api-cert.pem", PATH),
    url("https://s3.amazonaws.com/echo.api/../invalid.path/echo-api-cert.pem", PATH),
    url("https://s3.amazonaws.com/echo.api.evil/echo-api-cert.pem", PATH),
    url("https://s3.amazonaws.com/x/echo.api/echo-api-cert.pem", PATH),
    url("https://s3.amazonaws.com//echo.api/echo-api-cert.pem", PATH),
    url("https://s3.amazonaws.com/echo.api/", PATH),
    url("https://s3.amazonaws.com/echo.api", PATH),
    url("https://s3.amazonaws.com/", PATH),
    url("https://s3.amazonaws.com", PATH),
    url("https://s3.amazonaws.com/echo.api/%2e%2e/invalid.path/cert.pem", PLAIN),
    url("https://s3.amazonaws.com/echo.api/%252e%252e/cert.pem", PLAIN),
    url("https://s3.amazonaws.com/echo.api\\..\\invalid.path/cert.pem", PLAIN),
    url("https://s3.amazonaws.com/echo.api/cert.pem?x=/../..", PLAIN),
    url("https://s3.amazonaws.com/echo.api/cert.pem#fragment", PLAIN),
    url("https://s3.amazonaws.com/echo.api/cert\tname.pem", PLAIN),
    url(" https://s3.amazonaws.com/echo.api/echo-api-cert.pem, https://evil.example/", PLAIN),
    url(f"https://s3.amazonaws.com/echo.api/{'a' * 600}.pem", PLAIN),
    # --- fetch
    Row("fetch: the network is down", FETCH, fetch=fails(OSError("refused"))),
    Row("fetch: no answer in time", FETCH, fetch=fails(TimeoutError())),
    Row("fetch: answered 403", "the certificate URL does not answer with 200",
        fetch=fails(Refusal("the certificate URL does not answer with 200"))),
    # --- chain
    chain("impostor", by="evil leaf"),
    chain("impostor leaf under the true middle", by="evil leaf"),
    chain("evil and good", by="evil leaf"),
    chain("self-signed"),
    chain("another middle"),
    chain("no middle"),
    chain("renamed issuer"),
    chain("a middle that is no authority"),
    chain("EC key", "the certificate's key is not RSA", by="ec leaf"),
    chain("expired"),
    chain("not yet valid"),
    chain("expired middle"),
    chain("another name"),
    chain("a longer name"),
    chain("a wildcard", "the certificate names Alexa by a wildcard only"),
    chain("no names"),
    chain("for clients"),
    chain("an authority as leaf"),
    chain("corrupt middle", PEM),
    chain("corrupt extra", PEM),
    chain("eleven", "the certificate chain has too many certificates"),
    chain("garbage", PEM),
    chain("a key", PEM),
    chain("empty", PEM),
    Row("chain: no root is trusted", CHAIN, anchors=False),
    # --- signature
    Row("signature by another key", UNSIGNED, by="evil leaf"),
    Row("signature of another body", UNSIGNED, signed=b"{}"),
    Row("signature of the body with one space more", UNSIGNED, signed=GOOD + b" "),
    Row("signature of the same JSON, written otherwise", UNSIGNED, signed=json.dumps(envelope(), indent=1).encode()),
    Row("signature of nothing", UNSIGNED, signature=base64.b64encode(b"x").decode()),
    Row("no body, unsigned", UNSIGNED, body=b"", signed=b"x"),
    Row("junk, unsigned", UNSIGNED, body=b"\xff\xfe", signed=b"x"),
    Row("bad signature, good old SHA-1 one", UNSIGNED, signed=b"x", old_signature=sign(GOOD)),
    # --- body, well signed
    sent("empty", b"", JSON),
    sent("no UTF-8", b'{"version": "\xff"}', UTF8),
    sent("UTF-16", GOOD.decode().encode("utf-16"), UTF8),
    sent("with a byte order mark", b"\xef\xbb\xbf" + GOOD, JSON),
    sent("no JSON", b"symptoms=liver", JSON),
    sent("cut off", GOOD[:-1], JSON),
    sent("null", b"null", SHAPE),
    sent("a list", b"[]", SHAPE),
    sent("an empty object", b"{}", SHAPE),
    sent("a number", b"1", SHAPE),
    sent("an empty request", b'{"request": {}}', SHAPE),
    sent("request is null", changed(request=None), SHAPE),
    sent("no context", body({k: v for k, v in envelope().items() if k != "context"}), SHAPE),
    sent("context is empty", changed(context={}), SHAPE),
    sent("no version", body({k: v for k, v in envelope().items() if k != "version"}), SHAPE),
    sent("no request type", asked(type=None), SHAPE),
    sent("an intent request without an intent", asked(type="IntentRequest"), "an IntentRequest without an intent"),
    sent("an unknown request type", asked(type="Unheard.Of"), UNREADABLE),
    sent("nested without end", b'{"a":' * 9000, JSON),
    sent("a number of 5000 digits", changed(x=0).replace(b'"x": 0', b'"x": 1' + b"0" * 5000), JSON),
    sent("session is a list", changed(session=[]), SHAPE),
    # --- timestamp
    sent("no timestamp", asked(timestamp=None), SHAPE),
    sent("a timestamp that is a word", asked(timestamp="soon"), NO_TIME),
    sent("a timestamp without a zone", asked(timestamp="2026-11-22T12:00:00"), NO_TIME),
    sent("a timestamp that is empty", asked(timestamp=""), NO_TIME),
    sent("151 seconds ago", at(seconds=-151), TIME),
    sent("151 seconds ahead", at(seconds=151), TIME),
    sent("a day ago", at(days=-1), TIME),
    sent("a skill event of more than an hour ago", event(seconds=-3601), TIME),
    sent("a request of an hour ago that is no skill event", at(hours=-1), TIME),
    # --- skill id
    sent("another skill", body(envelope(skill_id=SKILL_ID[:-1] + "2")), FOREIGN),
    sent("another skill in the session", changed(session={"application": {"applicationId": "amzn1.ask.skill.x"}}), FOREIGN),
    sent("our id in another case", body(envelope(skill_id=SKILL_ID.upper())), FOREIGN),
    sent("an empty id", body(envelope(skill_id="")), FOREIGN),
    Row("no id configured", NO_ID, skill_id=None),
    Row("no id configured, none asked for", NO_ID, skill_id="", body=body(envelope(skill_id=""))),
    # --- size
    Row("body of 64 kB", JSON, body=b" " * 65_536),
    Row("body of more than 64 kB", "the body is too large", status=413, body=b" " * 65_537, fetches=0),
)  # fmt: skip


@dataclass
class World:
    """What a request meets: what is fetched, and the time."""

    row: Row
    now: datetime = NOW
    fetched: list[str] = field(default_factory=list)

    def fetch(self, path: str) -> bytes:
        self.fetched.append(path)
        return self.row.fetch() if self.row.fetch else chains()[self.row.chain]

    def verifier(self) -> SignatureVerifier:
        store = Store([ROOT.build()]) if self.row.anchors else Store([x509.load_pem_x509_certificates(chains()["impostor"])[2]])
        return SignatureVerifier(store=store, fetcher=self.fetch, clock=lambda: self.now)

    def headers(self) -> dict[str, str]:
        row = self.row
        made = sign(row.body if row.signed is None else row.signed, row.by) if row.signature == "" else row.signature
        named = {"SignatureCertChainUrl": row.url, "Signature-256": made, "Signature": row.old_signature}
        return {name: value for name, value in named.items() if value is not None} | row.headers


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_verification(row: Row) -> None:
    """The status, the reason in the log, nothing of it in the reply, and no fetch too many."""
    world = World(row)
    client = create_app(hello.skill(), row.skill_id, verifier=world.verifier(), clock=lambda: world.now).test_client()
    with written() as log:
        replies = [client.post("/alexa", data=row.body, headers=world.headers()) for _ in range(row.times)]
    assert len(world.fetched) == row.fetches
    for reply, line in zip(replies, log.lines(), strict=True):
        assert line["outcome"] == (f"refused: {row.reason}" if row.reason else "answered")
        assert reply.status_code == (row.status if row.reason else 200)
        if row.reason:
            assert reply.data == b""
        else:
            assert reply.get_json()["version"] == "1.0"


def test_verification_rows_are_named_once() -> None:
    names = [row.what for row in ROWS]
    assert len(names) == len(set(names))


# --- what is remembered of a chain


def test_verification_remembers_a_chain_for_an_hour() -> None:
    world = World(Row(""))
    verifier = world.verifier()
    for minutes, fetched in ((0, 1), (59.9, 1), (60, 2), (61, 2), (-1, 3)):
        world.now = NOW + timedelta(minutes=minutes)
        verifier.verify(URL, sign(GOOD), GOOD)
        assert len(world.fetched) == fetched, minutes


def test_verification_forgets_a_chain_that_ends() -> None:
    world = World(Row("", chain="ends soon"))
    verifier = world.verifier()
    verifier.verify(URL, sign(GOOD), GOOD)
    world.now = NOW + timedelta(minutes=5, seconds=1)
    with pytest.raises(Refusal, match=CHAIN):
        verifier.verify(URL, sign(GOOD), GOOD)


def test_verification_remembers_one_chain_under_all_spellings_of_its_url() -> None:
    world = World(Row(""))
    verifier = world.verifier()
    for spelling in (URL, URL.upper().replace("/ECHO.API/ECHO-API-CERT.PEM", "/echo.api/x/../echo-api-cert.pem")):
        verifier.verify(spelling, sign(GOOD), GOOD)
    assert world.fetched == ["/echo.api/echo-api-cert.pem"]


def test_verification_remembers_eight_chains_at_most() -> None:
    world = World(Row(""))
    verifier = world.verifier()
    urls = [f"https://s3.amazonaws.com/echo.api/{number}.pem" for number in range(9)]
    for one in urls:
        verifier.verify(one, sign(GOOD), GOOD)
    verifier.verify(urls[1], sign(GOOD), GOOD)
    assert len(world.fetched) == 9
    verifier.verify(urls[0], sign(GOOD), GOOD)
    assert len(world.fetched) == 10


def test_verification_remembers_no_chain_that_was_refused() -> None:
    world = World(Row("", chain="impostor"))
    verifier = world.verifier()
    for _ in range(2):
        with pytest.raises(Refusal):
            verifier.verify(URL, sign(GOOD, "evil leaf"), GOOD)
    assert len(world.fetched) == 2


# --- Amazon's own chain, up to the roots that browsers trust


def test_verification_accepts_amazons_chain_of_2026() -> None:
    signer = signer_of(AMAZON.read_bytes(), roots(), NOW)
    assert signer.not_after.isoformat() == "2027-02-10T23:59:59+00:00"


@pytest.mark.parametrize("now", ["2026-07-27T23:59:59+00:00", "2027-02-11T00:00:00+00:00"])
def test_verification_accepts_amazons_chain_at_no_other_time(now: str) -> None:
    with pytest.raises(Refusal, match=CHAIN):
        signer_of(AMAZON.read_bytes(), roots(), datetime.fromisoformat(now))


def test_verification_does_not_accept_our_chains_by_the_public_roots() -> None:
    with pytest.raises(Refusal, match=CHAIN):
        signer_of(chains()["good"], roots(), NOW)


def test_verification_needs_more_than_amazons_chain() -> None:
    """Anybody can name Amazon's URL; without Amazon's key it helps nobody."""
    verifier = SignatureVerifier(fetcher=lambda path: AMAZON.read_bytes(), clock=lambda: NOW)
    with pytest.raises(Refusal, match=UNSIGNED):
        verifier.verify(URL, sign(GOOD), GOOD)


def test_verification_knows_the_keys_apart() -> None:
    assert key("leaf") is key("leaf") and key("leaf") is not key("evil leaf")
