#!/usr/bin/env python3
"""Writes random and mutated cases with the verdict of plain integers, one JSON object a line.

    differential-cases.py SEED COUNT

The same seed gives the same cases. A case is a whole road: key (hex of the point), text (hex of its bytes), field,
and the verdict with its defect and offset. The tests print the seed they chose; put it here to see a case again.
"""

import argparse
import hashlib
import json
import random

from countersign_vectors import curve, ecdsa, encoding
from countersign_vectors.curve import N, P

KEYS = 12


class Source:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.keys = []
        for _ in range(KEYS):
            private = self.random.randrange(1, N)
            point = curve.multiply_base(private)
            self.keys.append((private, point, curve.Comb(point)))

    def text(self):
        size = self.random.choice([0, 1, 6, 32, 36, 55, 56, 64, 130, 1000])
        letters = "0123456789abcdef-\n \u00e9\u0301\ufeff\u20ac\U0001f511\0Z"
        return "".join(self.random.choice(letters) for _ in range(size)).encode()

    def integer(self):
        """Anything from an edge to a random number."""
        edge = self.random.choice([0, 1, N, P, 1 << 128, 1 << 248, 1 << 255, (1 << 256) - 1])
        near = edge + self.random.randrange(-3, 4)
        anything = self.random.randrange(1 << self.random.choice([8, 64, 128, 255, 256]))
        return max(0, min((1 << 256) - 1, self.random.choice([near, anything])))

    def signature(self, private, text):
        nonce = self.random.randrange(1, N)
        return ecdsa.sign(private, hashlib.sha256(text).digest(), nonce)

    def case(self):
        private, point, comb = self.random.choice(self.keys)
        text = self.text()
        r, s = self.signature(private, text)
        kind = self.random.choice(["valid", "valid", "twin", "text", "key", "swap", "bit of r", "bit of s", "integers",
                                   "byte", "insert", "delete", "digit", "case", "ber"])
        field = encoding.encode(r, s).hex()
        if kind == "twin":
            field = encoding.encode(r, N - s).hex()
        elif kind == "text":
            text += bytes([self.random.randrange(128)])
        elif kind == "key":
            _, point, comb = self.random.choice(self.keys)
        elif kind == "swap":
            field = encoding.encode(s, r).hex()
        elif kind == "bit of r":
            field = encoding.encode(r ^ 1 << self.random.randrange(256), s).hex()
        elif kind == "bit of s":
            field = encoding.encode(r, s ^ 1 << self.random.randrange(256)).hex()
        elif kind == "integers":
            field = encoding.encode(*self.random.choice(
                [(self.integer(), self.integer()), (self.integer(), s), (r, self.integer())])).hex()
        elif kind in ("byte", "insert", "delete", "ber"):
            field = self.mutate(kind, bytearray.fromhex(field)).hex()
        elif kind == "digit":
            at = self.random.randrange(len(field))
            field = field[:at] + self.random.choice("gG +-x:\n\0\u0663\uff11") + field[at + self.random.randrange(2):]
        elif kind == "case":
            field = "".join(self.random.choice([c, c.upper()]) for c in field)
        return self.row(kind, point, comb, text, field)

    def mutate(self, kind, der):
        at = self.random.randrange(len(der) if self.random.random() < 0.5 else 8)
        if kind == "byte":
            der[at] = self.random.choice([0x00, 0x01, 0x02, 0x7F, 0x80, 0x81, 0xFF, self.random.randrange(256)])
        elif kind == "insert":
            der.insert(at, self.random.choice([0x00, 0x80, 0xFF, self.random.randrange(256)]))
            if self.random.random() < 0.5 and der[1] < 0x7F:
                der[1] += 1
        elif kind == "delete":
            del der[at]
            if self.random.random() < 0.5 and der[1] > 0:
                der[1] -= 1
        else:
            der[1:2] = self.random.choice([bytes([0x81, der[1]]), bytes([0x82, 0, der[1]]), b"\x80"])
        return der

    @staticmethod
    def row(kind, point, comb, text, field):
        row = {"kind": kind, "key": f"04{point[0]:064x}{point[1]:064x}", "text": text.hex(), "field": field}
        value, defect, offset = encoding.defect_of(encoding.decode_field, field.encode())
        if defect is not None:
            return {**row, "verdict": "malformed", "defect": defect, "offset": offset}
        is_valid = ecdsa.verify(point, hashlib.sha256(text).digest(), *value, comb)
        return {**row, "verdict": "valid" if is_valid else "mismatch"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    source = Source(options.seed)
    for _ in range(options.count):
        print(json.dumps(source.case()))


if __name__ == "__main__":
    main()
