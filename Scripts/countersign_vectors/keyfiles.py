"""Key files of P-256 in DER and PEM, good and bad, from plain integers."""

import base64
import hashlib

from . import aes, curve
from .ecdsa import bytes32
from .encoding import tlv

EC_PUBLIC_KEY = "1.2.840.10045.2.1"
PRIME256V1 = "1.2.840.10045.3.1.7"
SECP256K1 = "1.3.132.0.10"
SECP384R1 = "1.3.132.0.34"


def oid(dotted):
    first, second, *rest = (int(part) for part in dotted.split("."))
    out = bytearray()
    for number in [40 * first + second, *rest]:
        septets = [number & 0x7F]
        while number > 0x7F:
            number >>= 7
            septets.append(number & 0x7F | 0x80)
        out += bytes(reversed(septets))
    return tlv(0x06, bytes(out))


def sequence(*parts):
    return tlv(0x30, b"".join(parts))


def octets(content):
    return tlv(0x04, content)


def bits(content, unused=0):
    return tlv(0x03, bytes([unused]) + content)


def number(value):
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


NULL = b"\x05\x00"


def point_octets(point, form="uncompressed"):
    x, y = point
    if form == "compressed":
        return bytes([2 + (y & 1)]) + bytes32(x)
    if form == "hybrid":
        return bytes([6 + (y & 1)]) + bytes32(x) + bytes32(y)
    return b"\x04" + bytes32(x) + bytes32(y)


def explicit_parameters(prime=curve.P, cofactor=True):
    """SEC 1 appendix C.2: the curve spelled out instead of named (CVE-2020-0601)."""
    parts = [
        number(1),
        sequence(oid("1.2.840.10045.1.1"), number(prime)),
        sequence(octets(bytes32(curve.A)), octets(bytes32(curve.B))),
        octets(point_octets(curve.G)),
        number(curve.N),
    ]
    return sequence(*parts, *([number(1)] if cofactor else []))


def algorithm(parameters=None, identifier=EC_PUBLIC_KEY):
    return sequence(oid(identifier), oid(PRIME256V1) if parameters is None else parameters)


def spki(point_bytes, parameters=None, identifier=EC_PUBLIC_KEY, unused=0):
    return sequence(algorithm(parameters, identifier), bits(point_bytes, unused))


def sec1(scalar, point_bytes=None, parameters=b"", version=1):
    """RFC 5915 ECPrivateKey; `parameters` is the whole [0] element or nothing."""
    parts = [number(version), octets(scalar), parameters]
    if point_bytes is not None:
        parts.append(tlv(0xA1, bits(point_bytes)))
    return sequence(*parts)


NAMED = tlv(0xA0, oid(PRIME256V1))


def pkcs8(private, parameters=None, identifier=EC_PUBLIC_KEY, version=0, tail=b""):
    return sequence(number(version), algorithm(parameters, identifier), octets(private), tail)


HMAC_WITH = {"sha1": "1.2.840.113549.2.7", "sha224": "1.2.840.113549.2.8", "sha256": "1.2.840.113549.2.9",
             "sha384": "1.2.840.113549.2.10", "sha512": "1.2.840.113549.2.11"}
AES_CBC = {16: "2.16.840.1.101.3.4.1.2", 24: "2.16.840.1.101.3.4.1.22", 32: "2.16.840.1.101.3.4.1.42"}


def pbkdf2_parameters(salt, iterations, prf, key_length=None):
    parts = [octets(salt), number(iterations)]
    if key_length is not None:
        parts.append(number(key_length))
    if prf != "sha1":
        parts.append(sequence(oid(HMAC_WITH[prf]), NULL))
    return sequence(oid("1.2.840.113549.1.5.12"), sequence(*parts))


def scrypt_parameters(salt, n, r, p, key_length=None):
    parts = [octets(salt), number(n), number(r), number(p)]
    if key_length is not None:
        parts.append(number(key_length))
    return sequence(oid("1.3.6.1.4.1.11591.4.11"), sequence(*parts))


def cipher_parameters(iv, size=32, identifier=None):
    return sequence(oid(identifier or AES_CBC[size]), octets(iv))


def pbes2(kdf, cipher, ciphertext):
    """RFC 8018 EncryptedPrivateKeyInfo."""
    return sequence(sequence(oid("1.2.840.113549.1.5.13"), sequence(kdf, cipher)), octets(ciphertext))


def encrypted(plain, passphrase, prf="sha256", iterations=1000, size=32, key_length=None, scrypt=None, salt=None):
    """PBES2 with AES-CBC; salt and IV come from the contents, so that a rerun changes nothing."""
    seed = hashlib.sha256(plain + passphrase + repr((prf, iterations, size, scrypt)).encode()).digest()
    salt = seed[:16] if salt is None else salt
    iv = hashlib.sha256(seed).digest()[:16]
    if scrypt:
        n, r, p = scrypt
        key = hashlib.scrypt(passphrase, salt=salt, n=n, r=r, p=p, dklen=size, maxmem=1 << 30)
        kdf = scrypt_parameters(salt, n, r, p, key_length)
    else:
        key = hashlib.pbkdf2_hmac(prf, passphrase, salt, iterations, size)
        kdf = pbkdf2_parameters(salt, iterations, prf, key_length)
    return pbes2(kdf, cipher_parameters(iv, size), aes.encrypt_cbc(key, iv, plain))


def pem(label, der, end="\n", width=64):
    text = base64.b64encode(der).decode()
    lines = [text[i:i + width] for i in range(0, len(text), width)]
    return (end.join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----"]) + end).encode()
