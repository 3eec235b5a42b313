"""keys.json: key encodings that are read, and those that are refused with the reason."""

import base64
import json

from . import curve, ecdsa
from .curve import G, N, P
from .ecdsa import bytes32
from .flow import V1_KEY, V7_KEY
from . import keyfiles as kf

ORIGIN = "golden: the bank's published keys; all else made by this project"
DESCRIPTION = (
    "`bytes` (hex) is a key in `format`; with `passphrase` where one is given. `status` is `ok` (then `private` says "
    "whether the scalar is there and `point` is the uncompressed public point) or the reason for refusing it, as "
    "countersign_status_name() or CountersignError.Code names it. `any` is what must come when the format is not said, where that is different."
)

D = ecdsa.private_key("keys")
Q = curve.multiply_base(D)
OTHER = curve.multiply_base(ecdsa.private_key("another key"))
SCALAR, POINT = bytes32(D), kf.point_octets(Q)
PASSPHRASE = "correct horse"


class Rows(list):
    def case(self, group, note, form, data, status="ok", private=False, point=Q, passphrase=None, any_status=None):
        row = {"id": f"keys-{len(self):03}", "class": group, "note": note, "format": form, "bytes": data.hex()}
        if passphrase is not None:
            row["passphrase"] = passphrase
        row["status"] = status
        if any_status is not None:
            row["any"] = any_status
        if status == "ok":
            row["private"], row["point"] = private, kf.point_octets(point).hex()
        self.append(row)


def off_curve():
    x, y = Q
    return (x, (y + 1) % P)


def without_point():
    """An x that no point of the curve has (it belongs to the twist)."""
    x = 5
    while curve.lift_x(x) is not None:
        x += 1
    return x


def points(rows):
    for note, text in (("V1's key", V1_KEY), ("V7's key", V7_KEY)):
        key = bytes.fromhex(text)
        point = (int(text[2:66], 16), int(text[66:], 16))
        rows.case("golden", note, "point", key, point=point)
        rows.case("golden", note + ", compressed (V5)", "point-compressed", kf.point_octets(point, "compressed"), point=point)
        rows.case("golden", note + ", SPKI (V5)", "spki-der", kf.spki(key), point=point)
        rows.case("golden", note + ", X‖Y without 04 (V5)", "point", key[1:], "key_format")
    edges = [G, curve.negate(G), curve.lift_x(0), curve.lift_x(0, True), curve.multiply_base(2), curve.multiply_base(N - 2), Q]
    for point in edges:
        note = f"x = {point[0]:x}"
        rows.case("point", note, "point", kf.point_octets(point), point=point)
        rows.case("compressed point", note, "point-compressed", kf.point_octets(point, "compressed"), point=point)
    small = next(x for x in range(1, 99) if curve.lift_x(x) is not None)
    small_point = curve.lift_x(small)
    bad = [
        ("(0, 0)", b"\x04" + bytes(64)),
        ("all ff", b"\x04" + b"\xff" * 64),
        ("y + 1", kf.point_octets(off_curve())),
        ("x and y swapped", kf.point_octets((Q[1], Q[0]))),
        ("x of the twist", b"\x04" + bytes32(without_point()) + bytes32(1)),
        ("x + p of a point with a small x", b"\x04" + bytes32(small + P) + bytes32(small_point[1])),
        ("x = p", b"\x04" + bytes32(P) + bytes32(curve.lift_x(0)[1])),
        ("y = p", b"\x04" + bytes32(Q[0]) + bytes32(P)),
        ("y = 0", b"\x04" + bytes32(Q[0]) + bytes(32)),
        ("x = 0, y = 1", b"\x04" + bytes(32) + bytes32(1)),
        ("a point of secp256k1", bytes.fromhex("0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                                               "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")),
    ]
    for note, data in bad:
        rows.case("point not on the curve", note, "point", data, "key_point")
    for bit in (0, 7, 128, 255):
        rows.case("point not on the curve", f"bit {bit} of y flipped", "point",
                  kf.point_octets((Q[0], Q[1] ^ 1 << bit)), "key_point")
    for prefix in (0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 0x07, 0x44, 0x84, 0xFF):
        rows.case("point prefix", f"{prefix:02x} with 65 bytes", "point", bytes([prefix]) + POINT[1:], "key_format")
    rows.case("point prefix", "hybrid form", "point", kf.point_octets(Q, "hybrid"), "key_format")
    for size in (0, 1, 2, 31, 33, 63, 64, 66, 97, 129, 130, 1000):
        data = (POINT * 16)[:size]
        rows.case("point length", f"{size} bytes", "point", data, "key_format",
                  any_status="key_pair" if size == 97 else None)
    rows.case("point length", "the point at infinity, 00", "point", b"\x00", "key_point")
    rows.case("point length", "the hex text instead of its bytes", "point", POINT.hex().encode(), "key_format",
              any_status="ok")
    for prefix in (0x02, 0x03):
        rows.case("compressed point", f"{prefix:02x} with an x of the twist", "point-compressed",
                  bytes([prefix]) + bytes32(without_point()), "key_point")
        rows.case("compressed point", f"{prefix:02x} with x + p", "point-compressed",
                  bytes([prefix]) + bytes32(small + P), "key_point")
        rows.case("compressed point", f"{prefix:02x} with 2^256 - 1", "point-compressed",
                  bytes([prefix]) + b"\xff" * 32, "key_point")
    rows.case("compressed point", "the other sign is another key", "point-compressed",
              kf.point_octets(curve.negate(Q), "compressed"), point=curve.negate(Q))
    for prefix in (0x00, 0x01, 0x04, 0x05, 0x06):
        rows.case("compressed point", f"prefix {prefix:02x}", "point-compressed", bytes([prefix]) + SCALAR, "key_format")
    for size in (0, 1, 32, 34):
        rows.case("compressed point", f"{size} bytes", "point-compressed", (b"\x02" + bytes32(Q[0]) + b"\x00")[:size],
                  "key_format", any_status="ok" if size == 32 else None)


def scalars(rows):
    for note, d in (("1", 1), ("2", 2), ("n - 1", N - 1), ("n - 2", N - 2), ("2^255", 1 << 255), ("a test key", D)):
        point = curve.multiply_base(d)
        rows.case("scalar", note, "scalar", bytes32(d), private=True, point=point)
        rows.case("X9.63", note, "x963-private", kf.point_octets(point) + bytes32(d), private=True, point=point)
    for note, d in (("0", 0), ("n", N), ("n + 1", N + 1), ("p", P), ("2^256 - 1", (1 << 256) - 1)):
        rows.case("scalar out of range", note, "scalar", bytes32(d), "key_scalar")
        rows.case("X9.63", "scalar " + note, "x963-private", POINT + bytes32(d), "key_scalar")
        rows.case("SEC 1", "scalar " + note, "sec1-der", kf.sec1(bytes32(d), POINT, kf.NAMED), "key_scalar")
        rows.case("PKCS#8", "scalar " + note, "pkcs8-der", kf.pkcs8(kf.sec1(bytes32(d), POINT)), "key_scalar")
    for size in (0, 1, 31, 33, 64):
        rows.case("scalar length", f"{size} bytes", "scalar", (SCALAR * 2)[:size], "key_format")
    rows.case("scalar length", "hex text", "scalar", SCALAR.hex().encode(), "key_format")
    rows.case("X9.63", "point of another key", "x963-private", kf.point_octets(OTHER) + SCALAR, "key_pair")
    rows.case("X9.63", "point negated", "x963-private", kf.point_octets(curve.negate(Q)) + SCALAR, "key_pair")
    rows.case("X9.63", "point not on the curve", "x963-private", kf.point_octets(off_curve()) + SCALAR, "key_point")
    for size in (65, 96, 98):
        rows.case("X9.63", f"{size} bytes", "x963-private", (POINT + SCALAR + b"\x00")[:size], "key_format",
                  any_status="ok" if size == 65 else None)


def bodies(rows):
    """SEC 1, PKCS#8 and SPKI as DER."""
    good = [
        ("SEC 1", "curve and point", "sec1-der", kf.sec1(SCALAR, POINT, kf.NAMED)),
        ("SEC 1", "curve, no point", "sec1-der", kf.sec1(SCALAR, None, kf.NAMED)),
        ("SEC 1", "compressed point", "sec1-der", kf.sec1(SCALAR, kf.point_octets(Q, "compressed"), kf.NAMED)),
        ("PKCS#8", "point inside", "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR, POINT))),
        ("PKCS#8", "no point", "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR))),
        ("PKCS#8", "curve named inside too", "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR, POINT, kf.NAMED))),
        ("PKCS#8", "with attributes", "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR, POINT), tail=b"\xa0\x00")),
    ]
    for group, note, form, data in good:
        rows.case(group, note, form, data, private=True)
    rows.case("SPKI", "uncompressed", "spki-der", kf.spki(POINT))
    rows.case("SPKI", "compressed", "spki-der", kf.spki(kf.point_octets(Q, "compressed")))
    curves = [("secp256k1", kf.oid(kf.SECP256K1)), ("P-384", kf.oid(kf.SECP384R1)),
              ("parameters spelled out", kf.explicit_parameters()),
              ("parameters spelled out, no cofactor", kf.explicit_parameters(cofactor=False)),
              ("parameters spelled out, another prime", kf.explicit_parameters(P - 2))]
    for note, parameters in curves:
        rows.case("wrong curve", "SPKI: " + note, "spki-der", kf.spki(POINT, parameters), "key_curve")
        rows.case("wrong curve", "PKCS#8: " + note, "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR, POINT), parameters), "key_curve")
        rows.case("wrong curve", "SEC 1: " + note, "sec1-der", kf.sec1(SCALAR, POINT, kf.tlv(0xA0, parameters)), "key_curve")
    rsa = kf.sequence(kf.number(N * 3), kf.number(65537))
    rows.case("wrong algorithm", "SPKI: RSA", "spki-der", kf.spki(rsa, kf.NULL, "1.2.840.113549.1.1.1"), "key_curve")
    rows.case("wrong algorithm", "SPKI: Ed25519", "spki-der",
              kf.sequence(kf.sequence(kf.oid("1.3.101.112")), kf.bits(bytes32(G[0]))), "key_curve")
    rows.case("wrong algorithm", "PKCS#8: Ed25519", "pkcs8-der",
              kf.sequence(kf.number(0), kf.sequence(kf.oid("1.3.101.112")), kf.octets(kf.octets(SCALAR))), "key_curve")
    rows.case("wrong pair", "SEC 1", "sec1-der", kf.sec1(SCALAR, kf.point_octets(OTHER), kf.NAMED), "key_pair")
    rows.case("wrong pair", "PKCS#8", "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR, kf.point_octets(OTHER))), "key_pair")
    rows.case("point not on the curve", "SPKI", "spki-der", kf.spki(kf.point_octets(off_curve())), "key_point")
    rows.case("point not on the curve", "SPKI: infinity", "spki-der", kf.spki(b"\x00"), "key_point")
    rows.case("point not on the curve", "SPKI: (0, 0)", "spki-der", kf.spki(b"\x04" + bytes(64)), "key_point")
    rows.case("point not on the curve", "SEC 1", "sec1-der",
              kf.sec1(SCALAR, kf.point_octets(off_curve()), kf.NAMED), "key_point")
    for name, form, data in (("SPKI", "spki-der", kf.spki(POINT)), ("SEC 1", "sec1-der", kf.sec1(SCALAR, POINT, kf.NAMED)),
                             ("PKCS#8", "pkcs8-der", kf.pkcs8(kf.sec1(SCALAR, POINT)))):
        for tail in (b"\x00", b"\x05\x00", data):
            rows.case("bytes after the key", f"{name}: {len(tail)} bytes", form, data + tail, "key_trailing")
        for cut in (1, 2, 10, len(data) - 1):
            rows.case("cut short", f"{name}: {cut} of {len(data)} bytes", form, data[:cut], "key_format")
        rows.case("not a key", f"{name}: empty", form, b"", "key_format")
        rows.case("not a key", f"{name}: zeros", form, bytes(len(data)), "key_format")
        rows.case("not DER", f"{name}: indefinite length", form, b"\x30\x80" + data[2:] + b"\x00\x00", "key_format")
        long_form = b"\x30\x82\x00" + data[1:2] if data[1] < 0x80 else b"\x30\x82\x00" + data[2:3]
        rows.case("not DER", f"{name}: length not minimal", form, long_form + data[2 if data[1] < 0x80 else 3:], "key_format")


def encrypted(rows):
    plain = kf.pkcs8(kf.sec1(SCALAR, POINT))
    secret = PASSPHRASE.encode()

    def row(note, data, status="ok", passphrase=PASSPHRASE):
        rows.case("encrypted PKCS#8", note, "pkcs8-encrypted-der", data, status, True, passphrase=passphrase)

    good = kf.encrypted(plain, secret)
    row("PBKDF2-HMAC-SHA256, AES-256", good)
    for prf in ("sha1", "sha224", "sha384", "sha512"):
        row(f"PBKDF2-HMAC-{prf}", kf.encrypted(plain, secret, prf=prf))
    row("AES-128", kf.encrypted(plain, secret, size=16))
    row("AES-192", kf.encrypted(plain, secret, size=24))
    row("keyLength written", kf.encrypted(plain, secret, key_length=32))
    row("one iteration", kf.encrypted(plain, secret, iterations=1))
    row("600 000 iterations", kf.encrypted(plain, secret, iterations=600_000))
    row("scrypt N = 2^14, r = 8, p = 1", kf.encrypted(plain, secret, scrypt=(1 << 14, 8, 1)))
    row("scrypt N = 2^10, r = 8, p = 2", kf.encrypted(plain, secret, scrypt=(1 << 10, 8, 2)))
    for note, text in (("empty passphrase", ""), ("composed é", "caf\u00e9"), ("emoji", "\U0001f511"),
                       ("1024 characters", "x" * 1024), ("NUL inside", "a\x00b"), ("trailing line feed", "a\n")):
        row(note, kf.encrypted(plain, text.encode()), passphrase=text)
    row("decomposed é for a composed one", kf.encrypted(plain, "caf\u00e9".encode()), "passphrase_wrong", "cafe\u0301")
    row("wrong passphrase", good, "passphrase_wrong", "correct horse ")
    row("empty passphrase for another", good, "passphrase_wrong", "")
    row("no passphrase", good, "passphrase_needed", None)
    salt, iv, body = bytes(16), bytes(16), good[-160:]
    cbc = kf.cipher_parameters(iv)
    row("10 000 001 iterations", kf.pbes2(kf.pbkdf2_parameters(salt, 10_000_001, "sha256"), cbc, body), "kdf")
    row("2^31 iterations", kf.pbes2(kf.pbkdf2_parameters(salt, 1 << 31, "sha256"), cbc, body), "kdf")
    row("2^63 iterations", kf.pbes2(kf.pbkdf2_parameters(salt, 1 << 63, "sha256"), cbc, body), "kdf")
    row("no iterations", kf.pbes2(kf.pbkdf2_parameters(salt, 0, "sha256"), cbc, body), "kdf")
    row("scrypt N = 2^15", kf.pbes2(kf.scrypt_parameters(salt, 1 << 15, 8, 1), cbc, body), "kdf")
    row("scrypt N = 2^30", kf.pbes2(kf.scrypt_parameters(salt, 1 << 30, 8, 1), cbc, body), "kdf")
    row("scrypt N = 3, not a power of two", kf.pbes2(kf.scrypt_parameters(salt, 3, 8, 1), cbc, body), "kdf")
    row("scrypt r = 16", kf.pbes2(kf.scrypt_parameters(salt, 1 << 10, 16, 1), cbc, body), "kdf")
    row("scrypt p = 17", kf.pbes2(kf.scrypt_parameters(salt, 1 << 10, 8, 17), cbc, body), "kdf")
    row("unknown KDF", kf.pbes2(kf.sequence(kf.oid("1.2.3.4"), kf.NULL), cbc, body), "kdf")
    pbkdf2 = kf.pbkdf2_parameters(salt, 1000, "sha256")
    row("3DES", kf.pbes2(pbkdf2, kf.cipher_parameters(bytes(8), identifier="1.2.840.113549.3.7"), body), "cipher")
    row("unknown cipher", kf.pbes2(pbkdf2, kf.sequence(kf.oid("1.2.3.4"), kf.NULL), body), "cipher")
    pbes1 = kf.sequence(kf.oid("1.2.840.113549.1.5.10"), kf.sequence(kf.octets(bytes(8)), kf.number(1000)))
    row("PBES1", kf.sequence(pbes1, kf.octets(body)), "cipher")
    row("bytes after", good + b"\x00", "key_trailing")
    row("cut short", good[:-1], "key_format")
    # One wrong passphrase in 256 leaves a padding that fits: what is no key then is taken for that.
    row("inside: not a key", kf.encrypted(b"not a key at all", secret), "passphrase_wrong")
    row("inside: another curve", kf.encrypted(kf.pkcs8(kf.sec1(SCALAR), kf.oid(kf.SECP256K1)), secret), "key_curve")
    row("inside: scalar 0", kf.encrypted(kf.pkcs8(kf.sec1(bytes(32))), secret), "key_scalar")


def pems(rows):
    bodies_of = [
        ("pkcs8-pem", "PRIVATE KEY", kf.pkcs8(kf.sec1(SCALAR, POINT)), True, None),
        ("sec1-pem", "EC PRIVATE KEY", kf.sec1(SCALAR, POINT, kf.NAMED), True, None),
        ("spki-pem", "PUBLIC KEY", kf.spki(POINT), False, None),
        ("pkcs8-encrypted-pem", "ENCRYPTED PRIVATE KEY", kf.encrypted(kf.pkcs8(kf.sec1(SCALAR, POINT)), PASSPHRASE.encode()),
         True, PASSPHRASE),
    ]
    for form, label, der, private, passphrase in bodies_of:
        text = kf.pem(label, der)

        def row(note, data, status="ok", group="PEM"):
            rows.case(group, f"{label}: {note}", form, data, status, private, passphrase=passphrase)

        row("as openssl writes it", text)
        row("CRLF", kf.pem(label, der, "\r\n"))
        row("no line end at the end", text.rstrip(b"\n"))
        row("text before the key, as openssl -text writes it", b"Private-Key: (256 bit)\n    5c:4e\n" + text)
        row("parameters before the key, as openssl ecparam -genkey writes them",
            kf.pem("EC PARAMETERS", kf.oid(kf.PRIME256V1)) + text, "ok" if form == "sec1-pem" else "key_format")
        row("empty lines before and after", b"\n\n" + text + b"\n")
        row("empty", b"", "key_format")
        row("only the first line", text.split(b"\n")[0] + b"\n", "key_format")
        row("no last line", text[:text.index(b"-----END")], "key_format")
        row("no first line", text[text.index(b"\n") + 1:], "key_format")
        row("ends of another label", text.replace(b"-----END " + label.encode(), b"-----END CERTIFICATE"), "key_format")
        row("label in lower case", text.replace(label.encode(), label.lower().encode()), "key_format")
        row("certificate's label", kf.pem("CERTIFICATE", der), "key_format")
        row("no contents", kf.pem(label, b""), "key_format")
        row("base64 with a wrong character", text.replace(b"\nM", b"\n*", 1), "key_format")
        row("base64 cut by one character", text.replace(b"\nM", b"\n", 1), "key_format")
        row("DER with a byte more", kf.pem(label, der + b"\x00"), "key_trailing")
        row("NUL after the key", text + b"\x00", "key_trailing")
        row("text after the key", text + b"surplus\n", "key_trailing")
        row("a second key after it", text + text, "key_trailing")


def jwk_text(point, private=None, **changes):
    def base64url(value):
        return base64.urlsafe_b64encode(bytes32(value)).decode().rstrip("=")

    members = {"kty": "EC", "crv": "P-256", "x": base64url(point[0]), "y": base64url(point[1])}
    if private is not None:
        members["d"] = base64url(private)
    members.update(changes)
    return json.dumps({name: value for name, value in members.items() if value is not None}, separators=(",", ":")).encode()


def hex_points(rows):
    def row(note, text, status="ok"):
        form = "hex-point-compressed" if len(text.strip()) == 66 else "hex-point"
        rows.case("hex of a point", note, form, text.encode(), status)

    text, short = POINT.hex(), kf.point_octets(Q, "compressed").hex()
    row("lower case, as the bank takes it", text)
    row("upper case, as one documented sample has it", text.upper())
    row("compressed", short)
    row("one digit lost", text[:-1], "key_format")
    row("one byte lost", text[:-2], "key_format")
    row("one byte more", text + "00", "key_format")
    row("X‖Y without 04", text[2:], "key_format")
    row("0x prefix", "0x" + text, "key_format")
    row("a wrong digit", "g" + text[1:], "key_format")
    row("off the curve", kf.point_octets(off_curve()).hex(), "key_point")
    row("hex of the SPKI", kf.spki(POINT).hex(), "key_format")
    row("hex of the hex", text.encode().hex(), "key_format")


def jwks(rows):
    good = jwk_text(Q)
    x = json.loads(good)["x"]

    def row(note, data, status="ok", private=False, point=Q):
        rows.case("JWK", note, "jwk-private" if private else "jwk", data, status, private, point)

    row("public", good)
    row("private", jwk_text(Q, D), private=True)
    row("members that say no more than the key does", jwk_text(Q, kid="1", use="sig", alg="ES256", key_ops=["verify"]))
    row("spaces and line ends", json.dumps(json.loads(good), indent=2).encode() + b"\n")
    row("x = 0", jwk_text(curve.lift_x(0)), point=curve.lift_x(0))
    row("not JSON", b"{", "json")
    row("empty", b"", "key_format")
    row("an array", b"[]", "key_format")
    row("kty missing", jwk_text(Q, kty=None), "jwk_member")
    row("kty RSA", jwk_text(Q, kty="RSA"), "jwk_member")
    row("crv missing", jwk_text(Q, crv=None), "jwk_member")
    row("crv P-384", jwk_text(Q, crv="P-384"), "jwk_member")
    row("crv secp256k1", jwk_text(Q, crv="secp256k1"), "jwk_member")
    row("crv in lower case", jwk_text(Q, crv="p-256"), "jwk_member")
    row("x missing", jwk_text(Q, x=None), "jwk_member")
    row("y missing", jwk_text(Q, y=None), "jwk_member")
    row("x a number", jwk_text(Q, x=1), "jwk_member")
    row("x padded", jwk_text(Q, x=x + "="), "jwk_member")
    row("x in plain base64", jwk_text((P - 1, 0), x="//" + x[2:].replace("-", "+").replace("_", "/")), "jwk_member")
    row("x with a line end inside", jwk_text(Q, x=x[:20] + "\n" + x[20:]), "jwk_member")
    row("x one character short", jwk_text(Q, x=x[:-1]), "jwk_member")
    row("x of 31 bytes", jwk_text(Q, x=base64.urlsafe_b64encode(bytes32(Q[0])[1:]).decode().rstrip("=")), "jwk_member")
    row("x of 33 bytes", jwk_text(Q, x=base64.urlsafe_b64encode(b"\x00" + bytes32(Q[0])).decode().rstrip("=")), "jwk_member")
    row("x empty", jwk_text(Q, x=""), "jwk_member")
    row("point not on the curve", jwk_text(off_curve()), "key_point")
    row("d of another key", jwk_text(Q, D + 1), "key_pair")
    row("d = 0", jwk_text(Q, 0), "key_scalar")
    row("d = n", jwk_text(Q, N), "key_scalar")
    row("bytes after", good + b"{}", "json")


def cases():
    rows = Rows()
    for part in (points, scalars, bodies, encrypted, pems, hex_points, jwks):
        part(rows)
    return rows
