"""Sign mail with DKIM (RFC 6376), by Ed25519 (RFC 8463) or RSA, so that a receiver can see that it is ours and whole.

Headers are signed in the relaxed form and the body in the simple one. The headers with which a reader leaves by one
click are among the signed ones, as RFC 8058 (section 4) asks.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_WEAKEST = 2048  # bits of RSA
_EXPONENT = 65537
_AT_A_TIME = 70  # characters of a signature on a line
_SPACE = re.compile(rb"[ \t\r\n]+")


class UnusableKey(Exception):
    """A private key that cannot sign mail; the message says why."""


@dataclass(frozen=True)
class Signer:
    """Signs for a domain with one key; `selector` says under which name the public key stands in the DNS."""

    domain: str
    selector: str
    key: Ed25519PrivateKey | RSAPrivateKey

    @property
    def algorithm(self) -> str:
        """The algorithm, as a signature names it."""
        return "ed25519-sha256" if isinstance(self.key, Ed25519PrivateKey) else "rsa-sha256"

    @property
    def record(self) -> str:
        """The TXT record that belongs at `<selector>._domainkey.<domain>` in the DNS."""
        if isinstance(self.key, Ed25519PrivateKey):
            kind, public = "ed25519", self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        else:
            kind = "rsa"
            public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k={kind}; p={base64.b64encode(public).decode('ascii')}"

    def opening(self, names: Sequence[str]) -> tuple[bytes, bytes]:
        """Return the begin of a signature over headers with these names, as it goes out and in its relaxed form, up to
        where the hash of the body comes."""
        words = (
            f"v=1; a={self.algorithm}; c=relaxed/simple; d={self.domain}; s={self.selector};",
            f"h={':'.join(names)};",
            "bh=",
        )
        return (
            f"DKIM-Signature: {words[0]}\r\n\t{words[1]}\r\n\t{words[2]}".encode("ascii"),
            f"dkim-signature:{words[0]} {words[1]} {words[2]}".encode("ascii"),
        )

    def signature(self, digest: bytes) -> bytes:
        """Return the signature of a SHA-256 in base 64, folded."""
        if isinstance(self.key, Ed25519PrivateKey):
            signed = self.key.sign(digest)
        else:
            signed = self.key.sign(digest, PKCS1v15(), Prehashed(SHA256()))
        written = base64.b64encode(signed)
        return b"\r\n\t".join(written[start : start + _AT_A_TIME] for start in range(0, len(written), _AT_A_TIME))


def new_key(*, rsa: bool = False) -> bytes:
    """Return a new private key in PEM: Ed25519, or RSA with 2048 bits."""
    key: Ed25519PrivateKey | RSAPrivateKey
    key = generate_private_key(_EXPONENT, _WEAKEST) if rsa else Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signer(domain: str, selector: str, pem: bytes) -> Signer:
    """Return the signer with a private key in PEM. Raises UnusableKey."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise UnusableKey("it is no private key in PEM without a password") from error
    if isinstance(key, RSAPrivateKey):
        if key.key_size < _WEAKEST:
            raise UnusableKey(f"an RSA key has {_WEAKEST} bits or more, this one {key.key_size}")
    elif not isinstance(key, Ed25519PrivateKey):
        raise UnusableKey("it is neither an Ed25519 key nor an RSA key")
    return Signer(domain=domain, selector=selector, key=key)


def relaxed(name: bytes, value: bytes) -> bytes:
    """Return a header in the relaxed form of RFC 6376, section 3.4.2, with its line end."""
    return name.lower() + b":" + _SPACE.sub(b" ", value).strip(b" ") + b"\r\n"


def signatures(signers: Iterable["Prepared"], headers: bytes, body: bytes) -> bytes:
    """Return the headers with a signature by each signer, each with its line end.

    `headers` are the signed ones in the relaxed form, in the order that was prepared; `body` is the SHA-256 of the
    body as it goes out.
    """
    hashed = base64.b64encode(body)
    lines = []
    for one in signers:
        digest = hashlib.sha256(headers)
        digest.update(b"".join((one.relaxed, hashed, b"; b=")))
        lines += [one.sent, hashed, b";\r\n\tb=", one.signer.signature(digest.digest()), b"\r\n"]
    return b"".join(lines)


@dataclass(frozen=True)
class Prepared:
    """A signer with the begin of all its signatures over the same headers."""

    signer: Signer
    sent: bytes
    relaxed: bytes

    @classmethod
    def of(cls, signer: Signer, names: Sequence[str]) -> "Prepared":
        """Prepare a signer for headers with these names."""
        sent, relaxed = signer.opening(names)
        return cls(signer, sent, relaxed)
