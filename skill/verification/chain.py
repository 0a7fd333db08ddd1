"""Rule 3: the chain is Amazon's: valid now, for the name of Alexa's service, up to a root that is trusted."""

import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from skill.envelope import Refusal

NAME = "echo-api.amazon.com"
_MOST = 10  # certificates in a chain; Amazon sends three
_END = b"-----END CERTIFICATE-----"


@dataclass(frozen=True)
class Signer:
    """Who signs requests."""

    key: RSAPublicKey
    not_after: datetime  # with time zone; from then on the chain is not valid


def signer_of(pem: bytes, store: Store, now: datetime) -> Signer:
    """Who the chain in `pem` (leaf first) says signs requests, if `store` vouches for it `now`; Refusal otherwise."""
    leaf, *others = _certificates(pem)
    verifier = PolicyBuilder().store(store).time(now).build_server_verifier(x509.DNSName(NAME))
    try:
        chain = verifier.verify(leaf, others)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        key = leaf.public_key()
    except (VerificationError, x509.ExtensionNotFound, ValueError):
        # The library's message names the certificate's fields; the chain itself is what to look at.
        raise Refusal("the certificate chain is not valid now for Alexa") from None
    if NAME not in names.get_values_for_type(x509.DNSName):
        raise Refusal("the certificate names Alexa by a wildcard only")
    if not isinstance(key, RSAPublicKey):
        raise Refusal("the certificate's key is not RSA")
    return Signer(key, min(certificate.not_valid_after_utc for certificate in chain))


@cache
def roots() -> Store:
    """The roots that browsers trust, as certifi has them.

    One by one, without those that a later release of cryptography will refuse; Amazon Root CA 1 is none of them.
    """
    pems = certifi.contents().encode().split(_END)[:-1]
    return Store([root for pem in pems if (root := _root(pem[pem.find(b"-----BEGIN") :] + _END))])


def _certificates(pem: bytes) -> list[x509.Certificate]:
    try:
        certificates = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise Refusal("the certificate chain is not PEM") from None
    if not 1 <= len(certificates) <= _MOST:
        raise Refusal("the certificate chain has too many certificates")
    return certificates


def _root(pem: bytes) -> x509.Certificate | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        try:
            return x509.load_pem_x509_certificate(pem)
        except (ValueError, CryptographyDeprecationWarning):
            return None
