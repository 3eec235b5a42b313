"""der.json: strict DER of r and s, each deviation with its defect and byte offset."""

import hashlib

from . import ecdsa, encoding
from .curve import N, P
from .encoding import integer, tlv

ORIGIN = "made by this project"
DESCRIPTION = (
    "`der` either decodes to `r` and `s` and encodes back to the same bytes, or shows `defect` at byte `offset`. "
    "Defect names are those of countersign_defect_name()."
)

RANDOM_R = int.from_bytes(hashlib.sha256(b"countersign r").digest(), "big") % N
RANDOM_S = int.from_bytes(hashlib.sha256(b"countersign s").digest(), "big") % N
HIGH, LOW = 1 << 255, (1 << 255) - 1


def sequence(*parts):
    return tlv(0x30, b"".join(parts))


class Rows(list):
    def case(self, group, note, der, expected=None):
        """`expected` is typed by hand and must be what the decoder finds: (defect, offset), or "ok"."""
        value, defect, offset = encoding.defect_of(encoding.decode, der)
        found = "ok" if defect is None else (defect, offset)
        if expected is not None and expected != found:
            raise AssertionError(f"der {group}/{note}: typed {expected}, computed {found}")
        row = {"id": f"der-{len(self):03}", "class": group, "note": note, "der": der.hex()}
        if defect is None:
            r, s = value
            if encoding.encode(r, s) != der:
                raise AssertionError(f"der {note}: accepted, but not the canonical form")
            row["r"], row["s"] = f"{r:064x}", f"{s:064x}"
        else:
            row["defect"], row["offset"] = defect, offset
        self.append(row)


def accepted(rows):
    edges = [1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, (1 << 247) - 1, 1 << 247, (1 << 248) - 1,
             1 << 248, LOW, HIGH, N // 2, N // 2 + 1, N - 2, N - 1]
    for value in edges:
        rows.case("accepted: r at an edge", f"r = {value:x}", encoding.encode(value, RANDOM_S), "ok")
        rows.case("accepted: s at an edge", f"s = {value:x}", encoding.encode(RANDOM_R, value), "ok")
    rows.case("accepted: shortest", "8 bytes", encoding.encode(1, 1), "ok")
    rows.case("accepted: longest", "72 bytes", encoding.encode(N - 1, N - 1), "ok")
    for bits in range(8, 257, 8):
        top = (1 << bits) - 1 if bits < 256 else N - 1
        rows.case("accepted: each length", f"r of {bits} bits, s of {264 - bits} bits",
                  encoding.encode(top, min((1 << 264 - bits) - 1, N - 1)), "ok")


def headers(rows):
    good = encoding.encode(RANDOM_R, RANDOM_S)
    body = good[2:]
    size = len(body)
    for tag in (0x00, 0x02, 0x10, 0x20, 0x31, 0x70, 0xB0, 0xFF):
        rows.case("SEQUENCE tag", f"tag {tag:02x}", bytes([tag]) + good[1:], ("der_sequence_tag", 0))
    rows.case("SEQUENCE tag", "high-tag-number form", bytes([0x3F, 0x10]) + good[1:], ("der_sequence_tag", 0))
    long_forms = [
        (bytes([0x81, size]), ("der_length_not_minimal", 1)),
        (bytes([0x82, 0, size]), ("der_length_not_minimal", 1)),
        (bytes([0x83, 0, 0, size]), ("der_length_not_minimal", 1)),
        (bytes([0x84, 0, 0, 0, size]), ("der_length_not_minimal", 1)),
        (bytes([0x88]) + bytes(7) + bytes([size]), ("der_length_not_minimal", 1)),
        (bytes([0x89]) + bytes(8) + bytes([size]), ("der_length_not_minimal", 1)),
        (bytes([0xA0]) + bytes(31) + bytes([size]), ("der_length_not_minimal", 1)),
        (bytes([0x82, 0, 0x90]), ("der_length_not_minimal", 2)),
        (bytes([0x85, 1, 0, 0, 0, size]), ("der_length_mismatch", 1)),
        (bytes([0x89, 1]) + bytes(7) + bytes([size]), ("der_length_mismatch", 1)),
        (bytes([0x81, 0x80]), ("der_length_mismatch", 1)),
        (bytes([0x81, 0xFF]), ("der_length_mismatch", 1)),
        (bytes([0x82, 1, size]), ("der_length_mismatch", 1)),
        (bytes([0x84, 0x7F, 0xFF, 0xFF, 0xFF]), ("der_length_mismatch", 1)),
        (bytes([0x84, 0xFF, 0xFF, 0xFF, 0xFF]), ("der_length_mismatch", 1)),
        (bytes([0x88]) + b"\xff" * 8, ("der_length_mismatch", 1)),
        (bytes([0x80]), ("der_length_indefinite", 1)),
    ]
    for octets, expected in long_forms:
        rows.case("SEQUENCE length", f"length {octets.hex()}", b"\x30" + octets + body, expected)
    rows.case("SEQUENCE length", "indefinite, with end-of-contents", b"\x30\x80" + body + b"\x00\x00",
              ("der_length_indefinite", 1))
    rows.case("SEQUENCE length", "reserved form ff", b"\x30\xff" + body)
    for delta in (1, 2, 10):
        rows.case("SEQUENCE length", f"{delta} more than follows", bytes([0x30, size + delta]) + body,
                  ("der_length_mismatch", 1))
        rows.case("SEQUENCE length", f"{delta} less than follows", bytes([0x30, size - delta]) + body,
                  ("der_trailing_bytes", 2 + size - delta))
    rows.case("SEQUENCE length", "zero, with content", b"\x30\x00" + body, ("der_trailing_bytes", 2))
    rows.case("SEQUENCE length", "7f", b"\x30\x7f" + body, ("der_length_mismatch", 1))


def ends(rows):
    good = encoding.encode(RANDOM_R, RANDOM_S)
    size = len(good)
    for cut in range(size):
        expected = ("der_truncated", cut) if cut < 2 else ("der_length_mismatch", 1)
        rows.case("cut short", f"{cut} of {size} bytes", good[:cut], expected)
    for cut in range(2, size):
        rows.case("cut short, SEQUENCE length set right", f"{cut} of {size} bytes",
                  bytes([0x30, cut - 2]) + good[2:cut])
    for tail in (b"\x00", b"\x00\x00", b"\x05\x00", b"\x02\x01\x01", b"\n", b"0", good):
        rows.case("bytes after the SEQUENCE", tail.hex()[:16], good + tail, ("der_trailing_bytes", size))
        if len(good) + len(tail) < 130:
            rows.case("surplus inside the SEQUENCE", tail.hex()[:16],
                      bytes([0x30, size - 2 + len(tail)]) + good[2:] + tail, ("der_sequence_surplus", size))
    rows.case("surplus inside the SEQUENCE", "NULL before r", sequence(b"\x05\x00", good[2:]), ("r_tag", 2))
    rows.case("nesting", "SEQUENCE in a SEQUENCE", sequence(good), ("r_tag", 2))
    rows.case("nesting", "wrapped in a BIT STRING", tlv(0x03, b"\x00" + good), ("der_sequence_tag", 0))
    rows.case("nesting", "wrapped in an OCTET STRING", tlv(0x04, good), ("der_sequence_tag", 0))
    rows.case("missing integers", "empty SEQUENCE", b"\x30\x00", ("der_truncated", 2))
    rows.case("missing integers", "only r", sequence(integer(RANDOM_R)), ("der_truncated", 2 + len(integer(RANDOM_R))))
    rows.case("missing integers", "tag of r only", b"\x30\x01\x02", ("der_truncated", 3))
    rows.case("missing integers", "two NULLs", b"\x30\x04\x05\x00\x05\x00", ("r_tag", 2))


def integers(rows):
    """Each deviation of one INTEGER, as r and as s."""
    other = integer(RANDOM_S)
    value = RANDOM_R | HIGH
    if value >= N:
        raise AssertionError("the base value must stay below n")
    raw = ecdsa.bytes32(value)
    short = raw[1:]
    short = bytes([short[0] & 0x7F | 0x40]) + short[1:]
    # (note, bytes of the INTEGER, defect without its prefix, offset from the tag)
    deviations = [
        ("sign byte missing", b"\x02\x20" + raw, "negative", 2),
        ("one superfluous zero on a short value", b"\x02\x20\x00" + short, "leading_zero", 2),
        ("two zeros before the sign bit", b"\x02\x22\x00\x00" + raw, "leading_zero", 2),
        ("padded to 32 bytes", b"\x02\x20" + bytes(12) + b"\x55" * 20, "leading_zero", 2),
        ("one with a leading zero", b"\x02\x02\x00\x01", "leading_zero", 2),
        ("zero", b"\x02\x01\x00", "zero", 2),
        ("zero in two bytes", b"\x02\x02\x00\x00", "leading_zero", 2),
        ("zero in 33 bytes", b"\x02\x21" + bytes(33), "leading_zero", 2),
        ("no bytes", b"\x02\x00", "empty", 1),
        ("minus one", b"\x02\x01\xff", "negative", 2),
        ("minus one in two bytes", b"\x02\x02\xff\xff", "negative", 2),
        ("minus 128", b"\x02\x01\x80", "negative", 2),
        ("minus 2^255", b"\x02\x20\x80" + bytes(31), "negative", 2),
        ("n", integer(N), "not_below_order", 3),
        ("n + 1", integer(N + 1), "not_below_order", 3),
        ("p", integer(P), "not_below_order", 3),
        ("2^256 - 1", integer((1 << 256) - 1), "not_below_order", 3),
        ("2^256", integer(1 << 256), "too_long", 1),
        ("2^256 + value", integer((1 << 256) + value), "too_long", 1),
        ("value + n", integer(value + N), "too_long", 1),
        ("2^504, all that the short form can spell", b"\x02\x40\x01" + bytes(63), "too_long", 1),
        ("33 bytes with a set sign bit", b"\x02\x21\x80" + raw, "negative", 2),
        ("tag of BIT STRING", b"\x03\x21\x00" + raw, "tag", 0),
        ("tag of OCTET STRING", b"\x04\x21\x00" + raw, "tag", 0),
        ("tag of ENUMERATED", b"\x0a\x21\x00" + raw, "tag", 0),
        ("tag of REAL", b"\x09\x21\x00" + raw, "tag", 0),
        ("constructed INTEGER", b"\x22\x21\x00" + raw, "tag", 0),
        ("context tag", b"\x82\x21\x00" + raw, "tag", 0),
        ("tag 00", b"\x00\x21\x00" + raw, "tag", 0),
        ("NULL", b"\x05\x00", "tag", 0),
        ("length in long form 81", b"\x02\x81\x21\x00" + raw, "length", 1),
        ("length in long form 82 00", b"\x02\x82\x00\x21\x00" + raw, "length", 1),
        ("length 2^32 + 33", b"\x02\x85\x01\x00\x00\x00\x21\x00" + raw, "length", 1),
        ("length 2^64 + 33", b"\x02\x89\x01" + bytes(7) + b"\x21\x00" + raw, "length", 1),
        ("indefinite length", b"\x02\x80\x00" + raw + b"\x00\x00", "length", 1),
        ("length 7f, past the end", b"\x02\x7f\x00" + raw, "length", 1),
    ]
    for note, octets, defect, offset in deviations:
        rows.case(f"r: {defect}", note, sequence(octets, other), ("r_" + defect, 2 + offset))
        rows.case(f"s: {defect}", note, sequence(integer(RANDOM_R), octets),
                  ("s_" + defect, 2 + len(integer(RANDOM_R)) + offset))
    good = encoding.encode(RANDOM_R, RANDOM_S)
    for at, name in ((3, "r"), (5 + good[3], "s")):
        for delta in (-1, 1):
            changed = bytearray(good)
            changed[at] += delta
            rows.case(f"{name}: length", f"length of {name} {delta:+d}", bytes(changed))
    for r, s in ((0, 0), (0, 1), (1, 0), (N, N), (N, 0), (0, N), (N + 1, 1), (1, N + 1)):
        rows.case("r and s out of range", f"r = {r:x}, s = {s:x}", encoding.encode(r, s))


def mutations(rows):
    good = encoding.encode(RANDOM_R | HIGH, 1 << 255 | 1)
    for at in range(len(good)):
        rows.case("one byte deleted", f"byte {at}", good[:at] + good[at + 1:])
    for at in range(len(good) + 1):
        for value in (0x00, 0x80):
            rows.case("one byte inserted", f"{value:02x} before byte {at}", good[:at] + bytes([value]) + good[at:])
    for at in (0, 1, 2, 3, 4, 5, 36, 37, 38, 39, 40, 71):
        for bit in range(8):
            changed = bytearray(good)
            changed[at] ^= 1 << bit
            rows.case("one bit flipped", f"byte {at}, bit {bit}", bytes(changed))


def cases():
    rows = Rows()
    for part in (accepted, headers, ends, integers, mutations):
        part(rows)
    return rows
