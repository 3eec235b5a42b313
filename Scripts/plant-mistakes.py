#!/usr/bin/env python3
"""Plants wrong verifiers and key readers, one mistake each, and fails unless the vectors catch every one.

Vectors that a wrong implementation passes are no judge. The mistakes are those of real libraries (see the names of the
CVEs) and of arithmetic in limbs. Also asks that der.json has cases for every defect. Prints how many were planted
and how many were caught.
"""

import functools
import json
import pathlib
import sys

from countersign_vectors import curve, encoding
from countersign_vectors.curve import N, P

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors"


@functools.cache
def cases(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))["cases"]


@functools.cache
def multiple(scalar, point):
    return curve.multiply_base(scalar) if point == curve.G else curve.multiply(scalar, point)


# ---- Verification ----------------------------------------------------------

RIGHT = {
    "in_range": lambda r, s: 1 <= r < N and 1 <= s < N,
    "digest": lambda e: e % N,
    "inverse": lambda s: pow(s, -1, N) if s % N else 0,
    "scalars": lambda u1, u2: (u1, u2),
    "add": curve.add,
    "infinity": lambda r: False,
    "matches": lambda x, r: x % N == r,
    "key": lambda x, y: True,
}


def verify(row, **mistake):
    rule = {**RIGHT, **mistake}
    point = (int(row["key"][2:66], 16), int(row["key"][66:], 16))
    digest, r, s = (int(row[name], 16) for name in ("digest", "r", "s"))
    if not rule["in_range"](r, s) or not rule["key"](*point):
        return False
    reduced = rule["digest"](digest)
    if reduced is None:
        return False
    w = rule["inverse"](s)
    u1, u2 = rule["scalars"](reduced * w % N, r * w % N)
    result = rule["add"](multiple(u1 % N, curve.G), multiple(u2 % N, point))
    return rule["infinity"](r) if result is None else rule["matches"](result[0], r)


def no_doubling(a, b):
    return None if a == b else curve.add(a, b)


def doubling_gives_zero(a, b):
    return (0, 0) if a is not None and a == b else curve.add(a, b)


def infinity_is_lost(a, b):
    """Adding infinity to a point gives infinity, as formulas do that know no special case."""
    return None if a is None or b is None else curve.add(a, b)


def left_aligned(e):
    """Leading zero bytes stripped and the rest shifted up (CVE-2024-48948)."""
    octets = e.to_bytes(32, "big").lstrip(b"\0")
    return int.from_bytes(octets.ljust(32, b"\0"), "big") % N


def carry_lost(bits):
    """A limb of all ones does not pass its carry on."""
    def change(value):
        ones = (1 << bits) - 1
        for index in range(256 // bits):
            if value >> bits * index & ones == ones:
                return value ^ 1 << bits * index
        return value
    return change


def digit_lost(width, digit):
    def change(value):
        for index in range(256 // width):
            if value >> width * index & ((1 << width) - 1) == digit:
                value &= ~(((1 << width) - 1) << width * index)
        return value
    return change


def low_bits(count):
    return lambda x, r: (x % N) & ((1 << count) - 1) == r & ((1 << count) - 1)


VERIFIERS = {
    "no range check (CVE-2022-21449)": {"in_range": lambda r, s: True, "infinity": lambda r: r % N == 0},
    "r may be n or more": {"in_range": lambda r, s: r >= 1 and 1 <= s < N, "matches": lambda x, r: x % N == r % N},
    "s may be n or more": {"in_range": lambda r, s: 1 <= r < N and s >= 1 and s % N},
    "r may be n": {"in_range": lambda r, s: 1 <= r <= N and 1 <= s < N, "infinity": lambda r: r == N,
                   "matches": lambda x, r: x % N == r % N},
    "s may be n": {"in_range": lambda r, s: 1 <= r < N and 1 <= s <= N, "infinity": lambda r: True},
    "s may be 0, whose inverse is 0": {"in_range": lambda r, s: 1 <= r < N and s < N, "infinity": lambda r: True},
    "infinity matches everything (0 = r * 0)": {"infinity": lambda r: True},
    "high s refused": {"in_range": lambda r, s: 1 <= r < N and 1 <= s <= N // 2},
    "R.x not reduced mod n": {"matches": lambda x, r: x == r},
    "r + n tried without r + n < p": {"matches": lambda x, r: x == r or x == (r + N) % P},
    "R.x compared mod n, refused from n on": {"matches": lambda x, r: x < N and x == r},
    "R.x compared up to sign": {"matches": lambda x, r: x % N in (r, N - r)},
    "doubling missing": {"add": no_doubling},
    "doubling gives (0, 0)": {"add": doubling_gives_zero},
    "infinity swallows the other summand": {"add": infinity_is_lost},
    "digest of zero refused": {"digest": lambda e: e or None},
    "digest of n refused": {"digest": lambda e: None if e == N else e % N},
    "digest from n on refused": {"digest": lambda e: e if e < N else None},
    "digest reduced mod p": {"digest": lambda e: e % P},
    "digest cut to 255 bits": {"digest": lambda e: e % (1 << 255) % N},
    "digest cut to 248 bits": {"digest": lambda e: e >> 8},
    "digest without its leading zeros (CVE-2024-48948)": {"digest": left_aligned},
    "digest in reverse": {"digest": lambda e: int.from_bytes(e.to_bytes(32, "big"), "little") % N},
    "inverse of 1 is 0": {"inverse": lambda s: 0 if s == 1 else pow(s, -1, N)},
    "inverse of n - 1 is 0": {"inverse": lambda s: 0 if s == N - 1 else pow(s, -1, N)},
    "inverse of powers of two is wrong": {"inverse": lambda s: 1 if s & (s - 1) == 0 else pow(s, -1, N)},
    "u1 and u2 swapped": {"scalars": lambda u1, u2: (u2, u1)},
    "u1 = 0 refused": {"scalars": lambda u1, u2: (u1, u2 if u1 else 0)},
    "top bit of u1 lost": {"scalars": lambda u1, u2: (u1 & ~(1 << 255), u2)},
    "top bit of u2 lost": {"scalars": lambda u1, u2: (u1, u2 & ~(1 << 255))},
    "key with x = 0 refused": {"key": lambda x, y: x != 0},
    "key with a small x refused": {"key": lambda x, y: x >> 128 != 0},
    "key with x from n on refused": {"key": lambda x, y: x < N},
    "key with an even y refused": {"key": lambda x, y: y & 1},
}
for _bits in (26, 51, 52, 64):
    for _which in (0, 1):
        _lose = carry_lost(_bits)
        VERIFIERS[f"carry of a {_bits}-bit limb of u{_which + 1} lost"] = {
            "scalars": (lambda u1, u2, f=_lose: (f(u1), u2)) if _which == 0 else (lambda u1, u2, f=_lose: (u1, f(u2)))}
for _width in (4, 5, 6, 7, 8):
    for _digit in (1, 1 << _width - 1, (1 << _width) - 1):
        _lose = digit_lost(_width, _digit)
        VERIFIERS[f"{_width}-bit digit {_digit} of u1 lost"] = {"scalars": lambda u1, u2, f=_lose: (f(u1), u2)}
        VERIFIERS[f"{_width}-bit digit {_digit} of u2 lost"] = {"scalars": lambda u1, u2, f=_lose: (u1, f(u2))}
for _value, _name in ((1, "1"), (2, "2"), (3, "3"), (N - 1, "n - 1"), (N - 2, "n - 2"), (N - 34, "n - 34")):
    for _which in (0, 1):
        VERIFIERS[f"u{_which + 1} = {_name} gives infinity"] = {
            "scalars": lambda u1, u2, v=_value, w=_which: (0, 0) if (u1, u2)[w] == v else (u1, u2)}
for _count in (32, 64, 128, 192, 224, 248, 255):
    VERIFIERS[f"only {_count} bits of R.x compared"] = {"matches": low_bits(_count)}


def catches_verifier(mistake):
    return any(verify(row, **mistake) != row["valid"] for row in cases("verify.json"))


# ---- DER -------------------------------------------------------------------

DER_DEFECTS = [
    "der_truncated", "der_sequence_tag", "der_length_indefinite", "der_length_not_minimal", "der_length_mismatch",
    "der_trailing_bytes", "der_sequence_surplus",
] + [which + name for which in ("r_", "s_") for name in (
    "tag", "length", "empty", "negative", "leading_zero", "too_long", "zero", "not_below_order")]


def defects_without_cases():
    """A decoder that overlooks a defect must meet a case that has it."""
    found = {row.get("defect") for row in cases("der.json")}
    return [name for name in DER_DEFECTS if name not in found]


# ---- Points ----------------------------------------------------------------

def read_point(data, on_curve=True, canonical=True, prefixes=(4,), lengths=(65,), zero=False):
    if len(data) not in lengths or data[0] not in prefixes:
        return False
    x, y = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:65], "big")
    if zero and x == y == 0:
        return True
    if not canonical:
        x, y = x % P, y % P
    elif x >= P or y >= P:
        return False
    return not on_curve or (y * y - (x * x * x + curve.A * x + curve.B)) % P == 0


POINT_READERS = {
    "curve equation not checked": {"on_curve": False},
    "coordinates reduced mod p": {"canonical": False},
    "hybrid prefixes read as 04": {"prefixes": (4, 6, 7)},
    "any prefix read as 04": {"prefixes": range(256)},
    "(0, 0) taken for a point": {"zero": True},
    "longer input cut": {"lengths": range(65, 2000)},
}


def catches_point_reader(mistake):
    points = [row for row in cases("keys.json") if row["format"] == "point"]
    return any(read_point(bytes.fromhex(row["bytes"]), **mistake) != (row["status"] == "ok") for row in points)


def main():
    # The right ones first: they must pass, or "caught" means nothing.
    if catches_verifier({}) or catches_point_reader({}):
        print("plant-mistakes: the vectors contradict a right implementation", file=sys.stderr)
        return 1
    planted = [(name, catches_verifier, rule) for name, rule in VERIFIERS.items()]
    planted += [("point reader: " + name, catches_point_reader, rule) for name, rule in POINT_READERS.items()]
    missed = [name for name, catches, rule in planted if not catches(rule)]
    print(f"{len(planted)} mistakes planted, {len(planted) - len(missed)} caught")
    for name in missed:
        print(f"plant-mistakes: not caught: {name}", file=sys.stderr)
    uncovered = defects_without_cases()
    if uncovered:
        print(f"plant-mistakes: der.json has no case of {uncovered}", file=sys.stderr)
    return 1 if missed or uncovered else 0


if __name__ == "__main__":
    sys.exit(main())
