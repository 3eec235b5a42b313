"""Hex and strict DER of a signature, with the defect names and offsets of CCountersignEncoding.h."""

from .curve import N

DER_MAX_BYTES = 72
HEX_DIGITS = b"0123456789abcdefABCDEF"


def integer(value):
    """A DER INTEGER of a non-negative value."""
    content = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return tlv(0x02, content)


def length(size):
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def tlv(tag, content):
    return bytes([tag]) + length(len(content)) + content


def encode(r, s):
    return tlv(0x30, integer(r) + integer(s))


class Defect(Exception):
    def __init__(self, name, offset):
        super().__init__(name, offset)
        self.name, self.offset = name, offset


def _header(der):
    if not der:
        raise Defect("der_truncated", 0)
    if der[0] != 0x30:
        raise Defect("der_sequence_tag", 0)
    if len(der) == 1:
        raise Defect("der_truncated", 1)
    first = der[1]
    if first == 0x80:
        raise Defect("der_length_indefinite", 1)
    if first > 0x80:
        octets = der[2:2 + (first & 0x7F)]
        if len(octets) == first & 0x7F and int.from_bytes(octets, "big") < 0x80:
            raise Defect("der_length_not_minimal", 1)
        if octets and octets[0] == 0:
            raise Defect("der_length_not_minimal", 2)
        raise Defect("der_length_mismatch", 1)
    if first > len(der) - 2:
        raise Defect("der_length_mismatch", 1)
    if first < len(der) - 2:
        raise Defect("der_trailing_bytes", 2 + first)


def _integer(der, at, name):
    if at >= len(der):
        raise Defect("der_truncated", at)
    if der[at] != 0x02:
        raise Defect(name + "_tag", at)
    if at + 1 >= len(der):
        raise Defect("der_truncated", at + 1)
    size, start = der[at + 1], at + 2
    if size >= 0x80:
        raise Defect(name + "_length", at + 1)
    if size == 0:
        raise Defect(name + "_empty", at + 1)
    if start + size > len(der):
        raise Defect(name + "_length", at + 1)
    content = der[start:start + size]
    if content[0] & 0x80:
        raise Defect(name + "_negative", start)
    if size > 1 and content[0] == 0 and not content[1] & 0x80:
        raise Defect(name + "_leading_zero", start)
    sign_byte = int(size > 1 and content[0] == 0)
    if size - sign_byte > 32:
        raise Defect(name + "_too_long", at + 1)
    value = int.from_bytes(content, "big")
    if value == 0:
        raise Defect(name + "_zero", start)
    if value >= N:
        raise Defect(name + "_not_below_order", start + sign_byte)
    return value, start + size


def decode(der):
    """r and s, or Defect."""
    _header(der)
    r, at = _integer(der, 2, "r")
    s, at = _integer(der, at, "s")
    if at != len(der):
        raise Defect("der_sequence_surplus", at)
    return r, s


def decode_hex(text, capacity):
    """Bytes of hex digits, or Defect; `text` is bytes."""
    if not text:
        raise Defect("hex_empty", 0)
    for offset, character in enumerate(text):
        if character not in HEX_DIGITS:
            raise Defect("hex_digit", offset)
    if len(text) % 2:
        raise Defect("hex_odd_length", len(text))
    if len(text) // 2 > capacity:
        raise Defect("hex_too_long", 2 * capacity)
    return bytes.fromhex(text.decode())


def decode_field(text):
    """r and s of a `signature` field, or Defect; `text` is bytes."""
    return decode(decode_hex(text, DER_MAX_BYTES))


def defect_of(reader, *arguments):
    """(value, None, None) or (None, name, offset)."""
    try:
        return reader(*arguments), None, None
    except Defect as defect:
        return None, defect.name, defect.offset
