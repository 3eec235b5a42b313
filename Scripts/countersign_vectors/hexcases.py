"""hex.json: hex digits to bytes and what is wrong with them."""

from .encoding import decode_hex, defect_of

ORIGIN = "made by this project"
DESCRIPTION = (
    "`bytes` is the text as it came, itself written in hex so that any byte can stand in it; "
    "`value` is what it decodes to, or `defect` and `offset` (in bytes of the text) what is wrong. "
    "`capacity` is the size of the output buffer in bytes."
)

# (note, text, capacity, expected defect and offset or None)
TYPED = [
    ("empty", b"", 72, ("hex_empty", 0)),
    ("one digit", b"0", 72, ("hex_odd_length", 1)),
    ("one byte", b"00", 72, None),
    ("three digits", b"000", 72, ("hex_odd_length", 3)),
    ("lower case", b"0123456789abcdef", 72, None),
    ("upper case", b"0123456789ABCDEF", 72, None),
    ("mixed case", b"aAbBcCdDeEfF", 72, None),
    ("plus sign: UInt8(\"+f\", radix: 16) is 15 in Swift", b"+f", 72, ("hex_digit", 0)),
    ("minus sign", b"-0", 72, ("hex_digit", 0)),
    ("0x prefix", b"0x00", 72, ("hex_digit", 1)),
    ("0X prefix", b"0X00", 72, ("hex_digit", 1)),
    ("leading space", b" 00", 72, ("hex_digit", 0)),
    ("leading spaces of even length", b"  00", 72, ("hex_digit", 0)),
    ("trailing space", b"00 ", 72, ("hex_digit", 2)),
    ("trailing line feed", b"00\n", 72, ("hex_digit", 2)),
    ("trailing CRLF", b"00\r\n", 72, ("hex_digit", 2)),
    ("trailing NUL", b"00\x00", 72, ("hex_digit", 2)),
    ("two trailing NULs", b"00\x00\x00", 72, ("hex_digit", 2)),
    ("NUL between digits", b"0\x0000", 72, ("hex_digit", 1)),
    ("only a NUL", b"\x00", 72, ("hex_digit", 0)),
    ("colon as openssl prints it", b"30:45", 72, ("hex_digit", 2)),
    ("space between bytes", b"30 45", 72, ("hex_digit", 2)),
    ("underscore", b"30_45_", 72, ("hex_digit", 2)),
    ("apostrophe", b"30'4", 72, ("hex_digit", 2)),
    ("JSON quotes", b'"3045"', 72, ("hex_digit", 0)),
    ("byte order mark", b"\xef\xbb\xbf3045", 72, ("hex_digit", 0)),
    ("UTF-16", b"3\x000\x00", 72, ("hex_digit", 1)),
    ("full-width zeros", "００".encode(), 72, ("hex_digit", 0)),
    ("full-width letters", "ＡＢ".encode(), 72, ("hex_digit", 0)),
    ("Arabic-Indic digits", "٠١".encode(), 72, ("hex_digit", 0)),
    ("letter O", b"3O", 72, ("hex_digit", 1)),
    ("letter l", b"l0", 72, ("hex_digit", 0)),
    ("Cyrillic a", "0а".encode(), 72, ("hex_digit", 1)),
    ("percent encoding", b"%30%45", 72, ("hex_digit", 0)),
    ("base64 of DER", b"MEUCIQC9", 72, ("hex_digit", 0)),
    ("PEM line", b"-----BEGIN", 72, ("hex_digit", 0)),
    ("wrong digit is named before the odd length", b"0g0", 72, ("hex_digit", 1)),
    ("odd length is named before the length", b"0" * 145, 72, ("hex_odd_length", 145)),
    ("as long as allowed", b"ab" * 72, 72, None),
    ("one byte longer", b"ab" * 73, 72, ("hex_too_long", 144)),
    ("wrong digit is named before the length", b"ab" * 73 + b"zz", 72, ("hex_digit", 146)),
    ("capacity of one, one byte", b"ff", 1, None),
    ("capacity of one, two bytes", b"ffff", 1, ("hex_too_long", 2)),
    ("the signature length limit of the bank, 2048 characters", b"30" * 1024, 72, ("hex_too_long", 144)),
]


def cases():
    rows = []

    def row(group, note, text, capacity, expected="computed"):
        value, defect, offset = defect_of(decode_hex, text, capacity)
        found = None if defect is None else (defect, offset)
        if expected != "computed" and expected != found:
            raise AssertionError(f"hex {note}: typed {expected}, computed {found}")
        case = {"id": f"hex-{len(rows):03}", "class": group, "note": note, "bytes": text.hex(), "capacity": capacity}
        if defect is None:
            case["value"] = value.hex()
        else:
            case["defect"], case["offset"] = defect, offset
        rows.append(case)

    for note, text, capacity, expected in TYPED:
        row("typed", note, text, capacity, expected)
    for value in range(256):
        row("each byte value as the second character", f"0x{value:02x}", bytes([0x41, value]), 72)
    for value in range(256):
        row("each value of a decoded byte", f"0x{value:02x}", f"{value:02x}".encode(), 72)
    return rows
