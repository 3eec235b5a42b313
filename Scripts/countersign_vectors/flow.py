"""flow.json: a challenge from its text to the verdict, each station's value written down."""

import base64
import hashlib

from . import curve, ecdsa, encoding
from .curve import N

ORIGIN = "golden: the bank's published documentation; rfc6979: RFC 6979 appendix A.2.5; all else made by this project"
DESCRIPTION = (
    "`text` (its UTF-8 in `utf8`; both repeated `repeat` times when that is there) → `digest` = SHA-256 of those bytes "
    "→ `r`, `s` → `der` → `field`, the `signature` member of POST /v1/change_requests/{id}/confirm. `verdict` is what "
    "checking `field` with `key` against `text` must say: valid, mismatch (well formed, but not this key's signature "
    "of this text) or malformed (with `defect` and `offset`). Where `private` is given and `rfc6979` is true, r and s "
    "are the RFC 6979 signature with SHA-256, so a deterministic signer can be compared at each station."
)

V1_KEY = ("04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
          "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c")
V1_FIELD = ("3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
            "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade")
V2_FIELD = ("3046022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
            "022100a77f035b740abaf5008c2be398a1ebbb0403334fde58283797ab38403f4e1a73")
V3_FIELD = ("bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
            "5880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade")
V4_FIELD = "MEUCIQC9vr2LpeTqI6SrPYUsvwloy8cxnHxDiODFS/NOiW0Z2AIgWID8o4v1RQv/c9QcZ14URLjjx13Iv3ZNXA6Sgr0VCt4="
V6_FIELD = ("3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225"
            "022100c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb")
V7_KEY = ("0402e86575939cd541f016b69b1bc6ee97736f7a6d32c0ad375695ffdc03acf21a"
          "3b54224fd164ad6f9cfdfb42b74f49f3d34a41f95d62e893be4977c7ec154f29")

RFC6979_PRIVATE = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
RFC6979 = [
    ("sample", 0xA6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60,
     0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
     0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8),
    ("test", 0xD16B6AE827F17175E040871A1C7EC3500192C4C92677336EC2537ACAEE0008E0,
     0xF1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,
     0x019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083),
]

# (note, text): ordinary challenges of every published shape.
ORDINARY = [
    ("OTP of six digits", "212212"),
    ("OTP with leading zeros", "000000"),
    ("OTP with leading zeros", "000042"),
    ("UUID with dashes", "f0c94ab2-7c39-4e42-8b87-1f0a5f1f9d3e"),
    ("UUID in upper case", "F0C94AB2-7C39-4E42-8B87-1F0A5F1F9D3E"),
    ("32 hex digits: never decoded", "b520ce9090c44a989149fe7f2f94a785"),
    ("32 hex digits in upper case", "B520CE9090C44A989149FE7F2F94A785"),
    ("64 hex digits, as long as a digest", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ("decimal string", "73041826559012345678"),
    ("base64 text: never decoded", "Q2hhbGxlbmdl"),
    ("JSON object", '{"amount":"10.00","currency":"EUR"}'),
    ("JSON string with its quotes", '"212212"'),
    ("JSON string with escapes", '"\\u0032\\n"'),
    ("number with a sign", "-1"),
    ("compact JWE, as the card PIN change signs it", "eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.AAAA.BBBB.CCCC.DDDD"),
    ("public key as hex text, as adding a key signs it", V1_KEY),
    ("URL", "https://example.org/confirm?id=1&x=%20"),
    ("sentence of a payment", "Send EUR 10.00 to DE89 3704 0044 0532 0130 00"),
    ("German sentence", "Überweise 10,00 € an Müller"),
    ("emoji with joiners", "\U0001F468\u200d\U0001F469\u200d\U0001F467 10 €"),
    ("right-to-left text", "العربية 123 עברית"),
    ("Chinese", "确认转账"),
    ("one byte", "a"),
    ("no bytes at all", ""),
    ("highest code point", "\U0010ffff"),
    ("noncharacter U+FFFE", "\ufffe"),
    ("DEL and control characters", "\x01\x1b[31m\x7f"),
]

# Texts that look or decode alike and are different bytes: each group is signed and crossed.
CONFUSABLE = [
    ("é composed and decomposed", ["caf\u00e9", "cafe\u0301"]),
    ("Å as letter, as Angstrom sign, decomposed", ["\u00c5", "\u212b", "A\u030a"]),
    ("Hangul composed and decomposed", ["\ud55c", "\u1112\u1161\u11ab"]),
    ("K and Kelvin sign", ["K", "\u212a"]),
    ("fi and its ligature", ["fi", "\ufb01"]),
    ("with and without byte order mark", ["212212", "\ufeff212212"]),
    ("line ends", ["212212", "212212\n", "212212\r\n", "212212\r", "\n212212"]),
    ("spaces around", ["212212", "212212 ", " 212212", "212212\u00a0", "212212\t"]),
    ("NUL at the end and in the middle", ["212212", "212212\x00", "212\x00212"]),
    ("NUL cuts a C string", ["pay", "pay\x00less"]),
    ("empty, NUL, space", ["", "\x00", " "]),
    ("digits of other scripts", ["212212", "\u0662\u0661\u0662\u0662\u0661\u0662", "\uff12\uff11\uff12\uff12\uff11\uff12"]),
    ("case", ["b520ce90", "B520CE90"]),
    ("zero-width space, zero-width joiner, soft hyphen", ["ab", "a\u200bb", "a\u200db", "a\u00adb"]),
    ("replacement character", ["a", "a\ufffd"]),
    ("Latin and Cyrillic a", ["pay", "p\u0430y"]),
    ("minus signs", ["10-20", "10\u221220", "10\u201320"]),
    ("escape and what it stands for", ["\u00e9", "\\u00e9", "&eacute;", "%C3%A9"]),
    ("leading zeros", ["7", "07", "007"]),
    ("number forms", ["10.0", "10.00", "1e1", "+10.0"]),
    ("direction mark", ["abc", "\u200eabc", "\u202eabc"]),
    ("case folding of ß", ["straße", "strasse", "STRASSE"]),
    ("Turkish i", ["i", "\u0131", "\u0130", "I"]),
]

# Lengths around the block border of SHA-256, and long ones.
LENGTHS = [54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 1000, 4095]


class Rows(list):
    def case(self, group, note, text, key, field, private=None, nonce=None, repeat=1):
        octets = text.encode("utf-8") * repeat
        digest = hashlib.sha256(octets).digest()
        row = {"id": f"flow-{len(self):03}", "class": group, "note": note, "text": text, "utf8": text.encode("utf-8").hex()}
        if repeat != 1:
            row["repeat"] = repeat
        if private is not None:
            row["private"] = f"{private:064x}"
            row["rfc6979"] = True
        if nonce is not None:
            row["k"] = f"{nonce:064x}"
        row["key"], row["digest"] = key, digest.hex()
        value, defect, offset = encoding.defect_of(encoding.decode_field, field.encode())
        if defect is None:
            r, s = value
            point = (int(key[2:66], 16), int(key[66:], 16))
            row.update(r=f"{r:064x}", s=f"{s:064x}", der=encoding.encode(r, s).hex(), field=field)
            row["verdict"] = "valid" if ecdsa.verify(point, digest, r, s) else "mismatch"
        else:
            row.update(field=field, verdict="malformed", defect=defect, offset=offset)
        self.append(row)
        return row["verdict"]


def point_hex(point):
    return f"04{point[0]:064x}{point[1]:064x}"


def public_hex(private):
    return point_hex(curve.multiply_base(private))


def field_of(private, text, repeat=1):
    return encoding.encode(*ecdsa.sign(private, hashlib.sha256(text.encode() * repeat).digest())).hex()


def expect(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"flow {what}: {found}, expected {wanted}")


def golden(rows):
    r, s = encoding.decode_field(V1_FIELD.encode())
    expect(encoding.encode(r, N - s).hex(), V2_FIELD, "V2 is the high-s twin of V1")
    expect(V3_FIELD, f"{r:064x}{s:064x}", "V3 is r and s of V1")
    expect(V4_FIELD, base64.b64encode(bytes.fromhex(V1_FIELD)).decode(), "V4 is base64 of V1")
    for note, key, field, wanted in [
        ("V1: the bank's documented key, OTP and signature", V1_KEY, V1_FIELD, "valid"),
        ("V2: high-s twin of V1, as valid as V1", V1_KEY, V2_FIELD, "valid"),
        ("V3: r‖s of V1 instead of DER", V1_KEY, V3_FIELD, "malformed"),
        ("V4: base64 of V1's DER instead of hex", V1_KEY, V4_FIELD, "malformed"),
        ("V6: the bank's sample of a rejected signature", V1_KEY, V6_FIELD, "mismatch"),
        ("V7: V1's signature under a second published key", V7_KEY, V1_FIELD, "mismatch"),
        ("V6 under the key of V7", V7_KEY, V6_FIELD, "mismatch"),
        ("V1 in upper case", V1_KEY, V1_FIELD.upper(), "valid"),
    ]:
        expect(rows.case("golden", note, "212212", key, field), wanted, note)
    for text in ("212213", "212212\n", '"212212"', "", hashlib.sha256(b"212212").hexdigest()):
        expect(rows.case("golden", "V1's signature over another text", text, V1_KEY, V1_FIELD), "mismatch", text)


def standards(rows):
    for text, nonce, r, s in RFC6979:
        digest = hashlib.sha256(text.encode()).digest()
        expect(ecdsa.rfc6979_nonce(RFC6979_PRIVATE, digest), nonce, "k of RFC 6979")
        expect(ecdsa.sign(RFC6979_PRIVATE, digest), (r, s), "r and s of RFC 6979")
        expect(rows.case("rfc6979", f"RFC 6979 A.2.5, SHA-256, message \"{text}\"", text, public_hex(RFC6979_PRIVATE),
                         encoding.encode(r, s).hex(), RFC6979_PRIVATE, nonce), "valid", text)


def ordinary(rows):
    private = ecdsa.private_key("phone")
    key = public_hex(private)
    for note, text in ORDINARY:
        field = field_of(private, text)
        expect(rows.case("ordinary", note, text, key, field, private), "valid", note)
    for length in LENGTHS:
        text = ("0123456789abcdef" * (length // 16 + 1))[:length]
        expect(rows.case("length", f"{length} bytes", text, key, field_of(private, text), private), "valid", length)
    text, repeat = "0123456789abcdef", 65536
    expect(rows.case("length", "1 MiB", text, key, field_of(private, text, repeat), private, repeat=repeat),
           "valid", "1 MiB")
    for label, scalar in [("1", 1), ("2", 2), ("n - 1", N - 1), ("n - 2", N - 2)]:
        text = f"private key {label}"
        expect(rows.case("key", text, text, public_hex(scalar), field_of(scalar, text), scalar), "valid", text)


def shapes(rows):
    """One signature of each length its DER commonly has, found by counting up the text."""
    private = ecdsa.private_key("shapes")
    key = public_hex(private)
    wanted = {(33, 33), (33, 32), (32, 33), (32, 32), (31, 32), (32, 31), (33, 31), (31, 33)}
    counter = 0
    while wanted:
        text = f"shape {counter}"
        r, s = ecdsa.sign(private, hashlib.sha256(text.encode()).digest())
        shape = (r.bit_length() // 8 + 1, s.bit_length() // 8 + 1)
        if shape in wanted:
            wanted.discard(shape)
            note = f"r of {shape[0]} and s of {shape[1]} content bytes"
            field = encoding.encode(r, s).hex()
            expect(rows.case("shape", note, text, key, field, private), "valid", note)
            twin = encoding.encode(r, N - s).hex()
            expect(rows.case("twin", "the other s: " + note, text, key, twin), "valid", note)
            swapped = encoding.encode(s, r).hex()
            expect(rows.case("swapped", "r and s swapped: " + note, text, key, swapped), "mismatch", note)
        counter += 1


def confusable(rows):
    private = ecdsa.private_key("confusable")
    key = public_hex(private)
    for note, texts in CONFUSABLE:
        fields = [field_of(private, text) for text in texts]
        for i, text in enumerate(texts):
            for j, field in enumerate(fields):
                verdict = rows.case("confusable", f"{note}: text {i}, signature of text {j}", text, key, field,
                                    private if i == j else None)
                expect(verdict, "valid" if i == j else "mismatch", note)


def fields(rows):
    """One good signature in every form that the field must not have."""
    der = bytes.fromhex(V1_FIELD)
    for note, field, wanted in [
        ("empty", "", "malformed"),
        ("mixed case", V1_FIELD[:70] + V1_FIELD[70:].upper(), "valid"),
        ("0x prefix", "0x" + V1_FIELD, "malformed"),
        ("trailing line feed", V1_FIELD + "\n", "malformed"),
        ("leading space", " " + V1_FIELD, "malformed"),
        ("trailing NUL", V1_FIELD + "\x00", "malformed"),
        ("one digit lost", V1_FIELD[:-1], "malformed"),
        ("one byte lost", V1_FIELD[:-2], "malformed"),
        ("hex of the hex", V1_FIELD.encode().hex(), "malformed"),
        ("base64url", base64.urlsafe_b64encode(der).decode().rstrip("="), "malformed"),
        ("JSON quotes", f'"{V1_FIELD}"', "malformed"),
        ("colons as openssl prints them", der.hex(":"), "malformed"),
        ("PEM", "-----BEGIN SIGNATURE-----", "malformed"),
        ("full-width first digit", "３" + V1_FIELD[1:], "malformed"),
        ("superfluous zero before r", "304602220000" + V1_FIELD[10:], "malformed"),
        ("sign byte of r missing", "30440220" + V1_FIELD[10:], "malformed"),
        ("length in long form", "308145" + V1_FIELD[4:], "malformed"),
        ("trailing byte", V1_FIELD + "00", "malformed"),
        ("r = s = 0", "3006020100020100", "malformed"),
        ("r = s = 1", "3006020101020101", "mismatch"),
        ("r = s = n", encoding.encode(N, N).hex(), "malformed"),
        ("r = s = n - 1", encoding.encode(N - 1, N - 1).hex(), "mismatch"),
    ]:
        expect(rows.case("field", note, "212212", V1_KEY, field), wanted, note)


def cases():
    rows = Rows()
    for part in (golden, standards, ordinary, shapes, confusable, fields):
        part(rows)
    return rows
