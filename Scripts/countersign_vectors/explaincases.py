"""explain.json: signatures made with one known mistake each (and a few with two), and its stable code."""

import base64
import hashlib
import unicodedata

from . import curve, ecdsa, encoding
from . import keyfiles as kf
from .ecdsa import bytes32
from .flow import V1_FIELD, V1_KEY, V3_FIELD, V4_FIELD, V6_FIELD, field_of, public_hex
from .keycases import jwk_text

ORIGIN = "golden: the bank's published documentation; all else made by this project"
DESCRIPTION = (
    "`key` (any form a user may paste), `text` and `signature` do not fit, and `codes` is what the diagnosis must say, "
    "in the order of the road: the codes of Diagnosis.Code. `other_keys` and `other_texts` are the candidates that the "
    "caller passes in. `key_bytes` and `signature_bytes` (hex) stand for `key` and `signature` where they are no text."
)

D = ecdsa.private_key("explain")
Q = curve.multiply_base(D)
KEY = public_hex(D)
OTHER = ecdsa.private_key("explain, another key of the device")
NEW_KEY = public_hex(ecdsa.private_key("explain, a key to be added"))
UUID = "f0c94ab2-7c39-4e42-8b87-1f0a5f1f9d3e"
HEX32 = "b520ce9090c44a989149fe7f2f94a785"
OTP = "212212"


def signed(digest, private=D):
    """Field over a digest of any length, by the leftmost 256 bits, with the nonce of its SHA-256."""
    nonce = ecdsa.rfc6979_nonce(private, hashlib.sha256(digest).digest())
    return encoding.encode(*ecdsa.sign(private, digest, nonce)).hex()


def over(data, private=D):
    """Field over one SHA-256 of these bytes."""
    return signed(hashlib.sha256(data).digest(), private)


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Rows(list):
    def case(self, codes, note, text, signature, key=KEY, other_keys=(), other_texts=()):
        codes = [codes] if isinstance(codes, str) else list(codes)
        row = {"id": f"explain-{len(self):03}", "class": codes[0], "note": note, "text": text}
        for name, value in (("key", key), ("signature", signature)):
            if isinstance(value, bytes):
                row[name + "_bytes"] = value.hex()
            else:
                row[name] = value
        if other_keys:
            row["other_keys"] = list(other_keys)
        if other_texts:
            row["other_texts"] = list(other_texts)
        row["codes"] = codes
        self.append(row)


def outcomes(rows):
    rows.case("valid", "the bank's documented key, OTP and signature (V1)", OTP, V1_FIELD, V1_KEY)
    rows.case("valid", "a UUID", UUID, over(UUID.encode()))
    rows.case("valid", "upper case", OTP, V1_FIELD.upper(), V1_KEY)
    rows.case("no_match", "the bank's sample of a rejected signature (V6)", OTP, V6_FIELD, V1_KEY)
    rows.case("no_match", "a text that nobody passes in", UUID, over(b"something else"))
    rows.case("no_match", "a key that nobody passes in", UUID, over(UUID.encode(), OTHER))
    rows.case("no_match", "other candidates do not help", UUID, over(b"something else"),
              other_keys=[V1_KEY], other_texts=[OTP])
    for note, field in (("empty", ""), ("a word", "signature"), ("half of the hex", V1_FIELD[:70]),
                        ("a digest instead of a signature", hashlib.sha256(OTP.encode()).hexdigest()),
                        ("r = s = 0", "3006020100020100"), ("zeros", "0" * 128)):
        rows.case("signature_unreadable", note, OTP, field, V1_KEY)
    for note, key in (("a word", "key"), ("empty", ""), ("not on the curve", V1_KEY[:-1] + "d"),
                      ("a digit lost", V1_KEY[:-1]), ("(0, 0)", "04" + "0" * 128)):
        rows.case("key_unreadable", note, OTP, V1_FIELD, key)


def texts(rows):
    def row(code, note, text, data, **more):
        rows.case(code, note, text, over(data), **more)

    for text in (OTP, UUID):
        t = text.encode()
        row("text_newline_added", "LF", text, t + b"\n")
        row("text_crlf_added", "CR LF", text, t + b"\r\n")
        row("text_crlf_added", "CR", text, t + b"\r")
        row("text_space_added", "at the end", text, t + b" ")
        row("text_space_added", "at the start", text, b" " + t)
        row("text_space_added", "at both", text, b" " + t + b" ")
        row("text_space_added", "tab", text, t + b"\t")
        row("text_nul_added", "one", text, t + b"\0")
        row("text_quoted", "double", text, b'"' + t + b'"')
        row("text_quoted", "single", text, b"'" + t + b"'")
        row("text_utf16", "little endian", text, text.encode("utf-16-le"))
        row("text_utf16", "big endian", text, text.encode("utf-16-be"))
        row("text_utf16", "little endian with a mark", text, b"\xff\xfe" + text.encode("utf-16-le"))
        row("text_utf16", "big endian with a mark", text, b"\xfe\xff" + text.encode("utf-16-be"))
        row("text_bom", "UTF-8", text, b"\xef\xbb\xbf" + t)
        row("text_hex_encoded", "lower case", text, t.hex().encode())
        row("text_base64_encoded", "standard", text, base64.b64encode(t))
    row("text_hex_encoded", "upper case", "Zahlung", b"Zahlung".hex().upper().encode())
    row("text_base64_encoded", "base64url", "pay?>~", base64.urlsafe_b64encode(b"pay?>~"))
    row("text_trimmed", "LF", "212212\n", b"212212")
    row("text_trimmed", "spaces at both ends", "  212212 ", b"212212")
    row("text_latin1", "umlaut", "Überweisung an Müller", "Überweisung an Müller".encode("latin-1"))
    row("text_case_changed", "upper", HEX32, HEX32.upper().encode())
    row("text_case_changed", "lower", UUID.upper(), UUID.encode())
    row("text_dashes", "removed", UUID, UUID.replace("-", "").encode())
    row("text_dashes", "put in", HEX32, b"b520ce90-90c4-4a98-9149-fe7f2f94a785")
    row("text_normalised", "to NFD", "Caf\u00e9 10 €", unicodedata.normalize("NFD", "Caf\u00e9 10 €").encode())
    row("text_normalised", "to NFC", "Cafe\u0301 10 €", unicodedata.normalize("NFC", "Cafe\u0301 10 €").encode())
    row("text_leading_zeros_lost", "one", "012345", b"12345")
    row("text_leading_zeros_lost", "four", "000042", b"42")
    row("text_leading_zeros_lost", "all but one", "000000", b"0")
    row("text_hex_decoded", "32 digits", HEX32, bytes.fromhex(HEX32))
    row("text_hex_decoded", "UUID", UUID, bytes.fromhex(UUID.replace("-", "")))
    row("text_base64_decoded", "standard", "Q2hhbGxlbmdlIQ==", base64.b64decode("Q2hhbGxlbmdlIQ=="))
    row("text_base64_decoded", "base64url", "-_-_Q2hh", base64.urlsafe_b64decode("-_-_Q2hh"))
    row("text_empty", "nothing was signed", UUID, b"")
    row("text_other", "the OTP instead of string_to_sign", UUID, OTP.encode(), other_texts=[OTP])
    row("text_other", "string_to_sign instead of the OTP", OTP, UUID.encode(), other_texts=[HEX32, UUID])
    new = (int(NEW_KEY[2:66], 16), int(NEW_KEY[66:], 16))
    row("text_key_raw_bytes", "65 bytes", NEW_KEY, bytes.fromhex(NEW_KEY))
    compressed, spki = kf.point_octets(new, "compressed"), kf.spki(bytes.fromhex(NEW_KEY))
    for note, data in (("compressed, bytes", compressed), ("compressed, hex", compressed.hex().encode()),
                       ("without 04, hex", NEW_KEY[2:].encode()), ("SPKI, DER", spki), ("SPKI, hex", spki.hex().encode()),
                       ("SPKI, Base64", base64.b64encode(spki)), ("SPKI, PEM", kf.pem("PUBLIC KEY", spki))):
        row("text_key_encoding", note, NEW_KEY, data)


def hashes(rows):
    for text in (OTP, UUID):
        t = text.encode()
        digest = hashlib.sha256(t).digest()
        rows.case("hash_twice", "SHA-256 of SHA-256", text, over(digest))
        rows.case("hash_of_hex_digest", "lower case", text, over(digest.hex().encode()))
        rows.case("hash_of_hex_digest", "upper case", text, over(digest.hex().upper().encode()))
        rows.case("hash_of_hex_digest", "lower case and LF, as sha256sum's output is cut", text,
                  over(digest.hex().encode() + b"\n"))
        rows.case("hash_of_base64_digest", "standard", text, over(base64.b64encode(digest)))
        rows.case("hash_hex_as_digest", "the first 32 characters count", text, signed(digest.hex().encode()))
        rows.case("hash_none", "the text as the digest", text, signed(t))
        for name in ("sha1", "sha224", "sha384", "sha512", "sha3_256"):
            rows.case("hash_" + name, name, text, signed(hashlib.new(name, t).digest()))


def ecdsa_cases(rows):
    rows.case("key_other", "the second candidate", UUID, over(UUID.encode(), OTHER),
              other_keys=[V1_KEY, public_hex(OTHER)])
    r, s = encoding.decode_field(over(UUID.encode()).encode())
    rows.case("rs_swapped", "DER of s, r", UUID, encoding.encode(s, r).hex())
    rows.case("rs_swapped", "V1 swapped", OTP, encoding.encode(*reversed(encoding.decode_field(V1_FIELD.encode()))).hex(),
              V1_KEY)


def find(condition):
    """The first text "challenge N" whose signature meets a condition on r and s."""
    for index in range(1 << 20):
        text = f"challenge {index}"
        r, s = encoding.decode_field(field_of(D, text).encode())
        if condition(r, s):
            return text, r, s
    raise AssertionError("no such signature")


def encodings(rows):
    field = over(UUID.encode())
    der = bytes.fromhex(field)
    r, s = encoding.decode(der)
    raw = bytes32(r) + bytes32(s)

    def row(code, note, signature):
        rows.case(code, note, UUID, signature)

    rows.case("encoding_rs_hex", "V3", OTP, V3_FIELD, V1_KEY)
    rows.case("encoding_der_base64", "V4", OTP, V4_FIELD, V1_KEY)
    row("encoding_rs_hex", "lower case", raw.hex())
    row("encoding_rs_hex", "upper case", raw.hex().upper())
    row("encoding_rs_base64", "standard", base64.b64encode(raw).decode())
    row("encoding_rs_base64", "base64url without padding, as in a JWS", base64url(raw))
    row("encoding_der_base64", "standard", base64.b64encode(der).decode())
    row("encoding_der_base64", "base64url without padding", base64url(der))
    row("encoding_binary", "DER", der)
    row("encoding_binary", "r‖s", raw)
    row("encoding_hex_twice", "hex of hex", field.encode().hex())
    row("encoding_base64_of_hex", "Base64 of hex", base64.b64encode(field.encode()).decode())
    row("encoding_hex_prefix", "0x", "0x" + field)
    row("encoding_whitespace", "LF at the end", field + "\n")
    row("encoding_whitespace", "space in front", " " + field)
    row("encoding_whitespace", "a space between bytes", der.hex(" "))
    row("encoding_whitespace", "lines of 64", field[:64] + "\n" + field[64:128] + "\n" + field[128:])
    row("encoding_separators", "colons", der.hex(":"))
    row("encoding_separators", "dashes", der.hex("-"))
    row("encoding_quoted", "double", f'"{field}"')
    row("encoding_quoted", "single", f"'{field}'")
    text, r, s = find(lambda r, s: r < 1 << 248 <= s)
    short = r.to_bytes(31, "big") + bytes32(s)
    rows.case("encoding_rs_unpadded", "r of 31 bytes, hex", text, short.hex())
    rows.case("encoding_rs_unpadded", "r of 31 bytes, Base64", text, base64.b64encode(short).decode())
    text, r, s = find(lambda r, s: s < 1 << 248 <= r)
    rows.case("encoding_rs_unpadded", "s of 31 bytes, hex", text, (bytes32(r) + s.to_bytes(31, "big")).hex())
    high = 1 << 255
    text, r, s = find(lambda r, s: r >= high and s >= high)
    rows.case("encoding_rs_sign_bytes", "both, 66 bytes", text, (b"\0" + bytes32(r) + b"\0" + bytes32(s)).hex())
    rows.case("der_sign_byte_missing", "of r and s", text,
              kf.sequence(kf.tlv(2, bytes32(r)), kf.tlv(2, bytes32(s))).hex())
    text, r, s = find(lambda r, s: r >= high > s)
    rows.case("encoding_rs_sign_bytes", "r only, 65 bytes", text, (b"\0" + bytes32(r) + bytes32(s)).hex())
    rows.case("der_sign_byte_missing", "of r", text, kf.sequence(kf.tlv(2, bytes32(r)), kf.tlv(2, bytes32(s))).hex())
    rows.case("der_extra_zero", "before s", text, kf.sequence(encoding.integer(r), kf.tlv(2, b"\0" + bytes32(s))).hex())
    text, r, s = find(lambda r, s: s >= high > r)
    rows.case("encoding_rs_sign_bytes", "s only, 65 bytes", text, (bytes32(r) + b"\0" + bytes32(s)).hex())
    rows.case("der_sign_byte_missing", "of s", text, kf.sequence(kf.tlv(2, bytes32(r)), kf.tlv(2, bytes32(s))).hex())
    rows.case("der_extra_zero", "before r", text, kf.sequence(kf.tlv(2, b"\0" + bytes32(r)), encoding.integer(s)).hex())
    row("der_trailing_bytes", "one zero", field + "00")
    row("der_trailing_bytes", "inside the SEQUENCE", (bytes([0x30, der[1] + 2]) + der[2:] + b"\x05\x00").hex())
    row("der_length", "long form 81", (b"\x30\x81" + der[1:]).hex())
    row("der_length", "indefinite", (b"\x30\x80" + der[2:] + b"\0\0").hex())
    row("der_length", "one too many", (bytes([0x30, der[1] + 1]) + der[2:]).hex())


def keys(rows):
    field = over(UUID.encode())
    point, spki = bytes.fromhex(KEY), kf.spki(bytes.fromhex(KEY))

    def row(code, note, key):
        rows.case(code, note, UUID, field, key)

    row("key_compressed", "hex", kf.point_octets(Q, "compressed").hex())
    row("key_without_prefix", "hex", KEY[2:])
    row("key_spki", "hex", spki.hex())
    row("key_spki", "Base64", base64.b64encode(spki).decode())
    row("key_spki", "DER", spki)
    row("key_pem", "PEM", kf.pem("PUBLIC KEY", spki).decode())
    row("key_jwk", "JWK", jwk_text(Q).decode())
    row("key_base64", "standard", base64.b64encode(point).decode())
    row("key_base64", "base64url without padding", base64url(point))
    row("key_binary", "65 bytes", point)
    row("key_decorated", "0x", "0x" + KEY)
    row("key_decorated", "LF at the end", KEY + "\n")
    row("key_decorated", "colons", point.hex(":"))
    row("key_decorated", "quotation marks", f'"{KEY}"')


def pairs(rows):
    digest = hashlib.sha256(UUID.encode()).digest()

    def raw_hex(field):
        r, s = encoding.decode_field(field.encode())
        return (bytes32(r) + bytes32(s)).hex()

    rows.case(["hash_twice", "encoding_rs_hex"], "two mistakes", UUID, raw_hex(over(digest)))
    rows.case(["text_newline_added", "encoding_der_base64"], "two mistakes", UUID,
              base64.b64encode(bytes.fromhex(over(UUID.encode() + b"\n"))).decode())
    rows.case(["text_hex_decoded", "encoding_rs_hex"], "two mistakes", HEX32, raw_hex(over(bytes.fromhex(HEX32))))
    rows.case(["text_newline_added", "hash_twice"], "two mistakes", UUID,
              over(hashlib.sha256(UUID.encode() + b"\n").digest()))
    rows.case(["text_quoted", "key_other"], "two mistakes", UUID, over(f'"{UUID}"'.encode(), OTHER),
              other_keys=[public_hex(OTHER)])


def cases():
    rows = Rows()
    for part in (outcomes, texts, hashes, ecdsa_cases, encodings, keys, pairs):
        part(rows)
    return rows
