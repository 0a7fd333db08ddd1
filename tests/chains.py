"""Certificate chains like Amazon's, and unlike it in one point each."""

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ALEXA = "echo-api.amazon.com"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def key(name: str) -> Key:
    """The private key of that name, made once a run."""
    if name.startswith("ec"):
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Cert:
    """What is said in a certificate; the keys are named."""

    name: str
    holder: str
    issuer: str
    signer: str
    ca: bool = False
    san: tuple[str, ...] = ()
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH
    start: datetime = NOW - timedelta(days=100)
    end: datetime = NOW + timedelta(days=80)

    def build(self) -> x509.Certificate:
        """The certificate, signed."""
        builder = (
            x509.CertificateBuilder()
            .subject_name(_named(self.name))
            .issuer_name(_named(self.issuer))
            .public_key(key(self.holder).public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.start)
            .not_valid_after(self.end)
            .add_extension(x509.BasicConstraints(ca=self.ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key(self.holder).public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key(self.signer).public_key()), critical=False)
            .add_extension(_key_usage(self.ca), critical=True)
        )
        if self.san:
            names = x509.SubjectAlternativeName([x509.DNSName(name) for name in self.san])
            builder = builder.add_extension(names, critical=False)
        if not self.ca:
            builder = builder.add_extension(x509.ExtendedKeyUsage([self.usage]), critical=False)
        return builder.sign(key(self.signer), SHA256())


LONG = timedelta(days=3000)
ROOT = Cert("Root", "root", "Root", "root", ca=True, start=NOW - LONG, end=NOW + LONG)
MIDDLE = Cert("Middle", "middle", "Root", "root", ca=True, start=NOW - LONG, end=NOW + LONG)
LEAF = Cert(ALEXA, "leaf", "Middle", "middle", san=(ALEXA,))


def pem(*certificates: Cert) -> bytes:
    """The certificates one after the other, as Amazon serves a chain."""
    return b"".join(certificate.build().public_bytes(Encoding.PEM) for certificate in certificates)


def private_pem(name: str) -> bytes:
    """The private key of that name, for a server that needs it in a file."""
    return key(name).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def sign(body: bytes, holder: str = "leaf") -> str:
    """The value of the Signature-256 header for `body`."""
    private = key(holder)
    if isinstance(private, rsa.RSAPrivateKey):
        return base64.b64encode(private.sign(body, padding.PKCS1v15(), SHA256())).decode()
    return base64.b64encode(private.sign(body, ec.ECDSA(SHA256()))).decode()


@cache
def chains() -> dict[str, bytes]:
    """All chains of the tests, by what is special in them."""
    impostor_root = replace(ROOT, holder="evil root", signer="evil root")
    impostor_middle = replace(MIDDLE, holder="evil middle", signer="evil root")
    impostor_leaf = replace(LEAF, holder="evil leaf", signer="evil middle")
    good = pem(LEAF, MIDDLE)
    return {
        "good": good,
        "with root": pem(LEAF, MIDDLE, ROOT),
        "impostor": pem(impostor_leaf, impostor_middle, impostor_root),
        "impostor leaf under the true middle": pem(impostor_leaf, MIDDLE),
        "self-signed": pem(replace(LEAF, issuer=ALEXA, signer="leaf")),
        "another middle": pem(LEAF, impostor_middle),
        "no middle": pem(LEAF),
        "renamed issuer": pem(replace(LEAF, issuer="Other"), MIDDLE),
        "a middle that is no authority": pem(LEAF, replace(MIDDLE, ca=False)),
        "EC key": pem(replace(LEAF, holder="ec leaf"), MIDDLE),
        "expired": pem(replace(LEAF, end=NOW - timedelta(seconds=1)), MIDDLE),
        "not yet valid": pem(replace(LEAF, start=NOW + timedelta(seconds=1)), MIDDLE),
        "expired middle": pem(LEAF, replace(MIDDLE, end=NOW - timedelta(seconds=1))),
        "another name": pem(replace(LEAF, san=("echo-api.amazon.org",)), MIDDLE),
        "a longer name": pem(replace(LEAF, san=(f"{ALEXA}.evil.example",)), MIDDLE),
        "a wildcard": pem(replace(LEAF, san=("*.amazon.com",)), MIDDLE),
        "no names": pem(replace(LEAF, san=()), MIDDLE),
        "for clients": pem(replace(LEAF, usage=ExtendedKeyUsageOID.CLIENT_AUTH), MIDDLE),
        "an authority as leaf": pem(MIDDLE),
        "corrupt middle": good[: len(good) // 2 + 900] + good[len(good) // 2 + 930 :],
        "corrupt extra": good + b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "eleven": pem(LEAF, *[MIDDLE] * 10),
        "garbage": b"\x00\xff not a certificate",
        "a key": private_pem("leaf"),
        "empty": b"",
        "ends soon": pem(replace(LEAF, end=NOW + timedelta(minutes=5)), MIDDLE),
        "evil and good": pem(impostor_leaf, LEAF, MIDDLE),
    }


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _key_usage(ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, key_encipherment=not ca, key_cert_sign=ca, crl_sign=ca, content_commitment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
