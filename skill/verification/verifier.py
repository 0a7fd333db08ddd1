"""The rules in their order, and a short memory for chains that were accepted."""

import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.verification import Store

from skill.envelope import Refusal
from skill.verification.chain import Signer, roots, signer_of
from skill.verification.fetch import Fetcher, fetch
from skill.verification.url import approved

URL_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"  # `Signature` is the older one over SHA-1; it proves nothing today
KEPT_FOR = timedelta(hours=1)
KEPT = 8  # chains; Amazon uses one at a time, and two when it changes

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, with time zone."""
    return datetime.now(UTC)


class SignatureVerifier:
    """Says whether a body was signed by Alexa. Safe to use from several threads."""

    def __init__(self, *, store: Store | None = None, fetcher: Fetcher = fetch, clock: Clock = utc_now) -> None:
        self._store = store or roots()
        self._fetch = fetcher
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[datetime, Signer]] = OrderedDict()

    def verify(self, url: str | None, signature: str | None, body: bytes) -> None:
        """Refusal unless `body`, as it came over the wire, is signed by Alexa.

        `url` and `signature` are the values of the two headers. Nothing is fetched before the URL is approved.
        """
        if not url or not signature:
            raise Refusal("a signature header is missing")
        decoded = _decoded(signature)
        signer = self._signer(approved(url))
        try:
            signer.key.verify(decoded, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise Refusal("the signature does not fit the body") from None

    def _signer(self, path: str) -> Signer:
        now = self._clock()
        with self._lock:
            since, signer = self._kept.get(path, (now, None))
        if signer and since <= now < min(since + KEPT_FOR, signer.not_after):
            return signer
        try:
            pem = self._fetch(path)
        except OSError:
            raise Refusal("the certificate chain cannot be fetched") from None
        signer = signer_of(pem, self._store, now)
        self._keep(path, now, signer)
        return signer

    def _keep(self, path: str, now: datetime, signer: Signer) -> None:
        with self._lock:
            self._kept[path] = (now, signer)
            self._kept.move_to_end(path)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("the signature is not base64") from None
