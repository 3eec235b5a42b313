"""ECDSA over P-256 with given or RFC 6979 nonces, in plain integers."""

import hashlib
import hmac

from . import curve
from .curve import N


def bytes32(value):
    return value.to_bytes(32, "big")


def digest_integer(digest):
    """The leftmost 256 bits (FIPS 186-5 section 6.4), not reduced."""
    value = int.from_bytes(digest, "big")
    return value >> max(0, 8 * len(digest) - 256)


def rfc6979_nonce(private, digest, hash_name="sha256"):
    """RFC 6979 section 3.2: HMAC with the hash that made the digest."""
    size = hashlib.new(hash_name).digest_size
    octets = bytes32(digest_integer(digest) % N)

    def mac(key, data):
        return hmac.new(key, data, hash_name).digest()

    v, k = b"\x01" * size, b"\x00" * size
    for separator in (b"\x00", b"\x01"):
        k = mac(k, v + separator + bytes32(private) + octets)
        v = mac(k, v)
    while True:
        candidate = b""
        while len(candidate) < 32:
            v = mac(k, v)
            candidate += v
        nonce = digest_integer(candidate[:32])
        if 1 <= nonce < N:
            return nonce
        k = mac(k, v + b"\x00")
        v = mac(k, v)


def sign(private, digest, nonce=None, hash_name="sha256"):
    nonce = rfc6979_nonce(private, digest, hash_name) if nonce is None else nonce
    r = curve.multiply_base(nonce)[0] % N
    s = pow(nonce, -1, N) * (digest_integer(digest) + r * private) % N
    if r == 0 or s == 0:
        raise ValueError("the nonce leads to r or s of zero")
    return r, s


def verify(point, digest, r, s, comb=None):
    """FIPS 186-5 section 6.4.2. `digest` is an integer that was cut to 256 bits, or bytes. `comb`: of the point."""
    if isinstance(digest, (bytes, bytearray)):
        digest = digest_integer(digest)
    if not (1 <= r < N and 1 <= s < N) or point is None or not curve.is_on_curve(point):
        return False
    w = pow(s, -1, N)
    if comb is None:
        result = curve.combine([(digest * w, curve.G), (r * w, point)])
    else:
        result = curve.base_comb().plus(digest * w, comb, r * w)
    return result is not None and result[0] % N == r


def private_key(label):
    """A test key anyone can recompute: SHA-256 of the label, brought into 1 … n-1."""
    seed = hashlib.sha256(("countersign test key " + label).encode()).digest()
    return int.from_bytes(seed, "big") % (N - 1) + 1
