#!/usr/bin/env python3
"""Recomputes r and s of the signing vectors in vectors/external/ from their nonce, in plain integers.

Product code has no call that takes a nonce, so these rows are judged by the generator's own implementation, which
makes them a judge of the generator: it writes the vectors that all the rest is judged by. Prints one line a file and
fails on the first difference.
"""

import hashlib
import json
import pathlib
import re
import sys

from countersign_vectors import curve, ecdsa

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXTERNAL = ROOT / "vectors" / "external"
MEMBERS = {"src", "also", "id", "d", "hash", "msg", "digest", "k", "r", "s"}
NAMES = {"SHA-512/224": "sha512_224", "SHA-512/256": "sha512_256", "SHA2-512/224": "sha512_224",
         "SHA2-512/256": "sha512_256", "SHAKE-128": "shake_128", "SHAKE-256": "shake_256"}


def hash_name(name):
    if name in NAMES:
        return NAMES[name]
    match = re.fullmatch(r"SHA(3|2)?-(1|224|256|384|512)", name)
    if not match:
        raise ValueError(f"unknown hash {name}")
    return f"sha3_{match[2]}" if match[1] == "3" else f"sha{match[2]}"


def digest(name, message):
    if name.startswith("shake"):
        return hashlib.new(name, message).digest(32 if name == "shake_128" else 64)
    return hashlib.new(name, message).digest()


def judge_row(row, is_deterministic):
    unknown = set(row) - MEMBERS
    if unknown:
        raise ValueError(f"{row['id']}: unknown members {unknown}")
    private, nonce, r, s = (int(row[name], 16) for name in ("d", "k", "r", "s"))
    name = hash_name(row["hash"]) if "hash" in row else None
    octets = digest(name, bytes.fromhex(row["msg"])) if name else bytes.fromhex(row["digest"])
    if is_deterministic and ecdsa.rfc6979_nonce(private, octets, name) != nonce:
        raise AssertionError(f"{row['id']}: another nonce by RFC 6979")
    if ecdsa.sign(private, octets, nonce) != (r, s):
        raise AssertionError(f"{row['id']}: another r or s")
    if not ecdsa.verify(curve.multiply_base(private), octets, r, s):
        raise AssertionError(f"{row['id']}: does not verify")


def main():
    for file, count in (("sign_det.jsonl", 121), ("sign_k.jsonl", 215), ("sign_digest_k.jsonl", 62)):
        path = EXTERNAL / "normalised" / file
        if not path.exists():
            print(f"{file}: absent")
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if len(rows) != count:
            raise AssertionError(f"{file}: expected {count} rows, found {len(rows)}")
        for row in rows:
            judge_row(row, is_deterministic=file == "sign_det.jsonl")
        print(f"{file}: {len(rows)} rows agree")


if __name__ == "__main__":
    try:
        main()
    except (AssertionError, ValueError) as error:
        print(f"judge-signing: {error}", file=sys.stderr)
        sys.exit(1)
