#!/usr/bin/env python3
"""Keys and signatures between `countersign` and its two judges, Python's `cryptography` and the `openssl` command.

Each scenario runs in a folder of its own with `countersign` on the PATH and prints how many checks it made.
COUNTERSIGN_SEED replays the random keys of a run.

Usage: interop.py SCENARIO
"""

import base64
import json
import os
import random
import subprocess
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PASSPHRASE = b"correct horse"
TEXTS = ["212212", "0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10", "é😀", "a\nb", " ", "\"quoted\"", "--json", "x" * 5000]
ECDSA = ec.ECDSA(hashes.SHA256())
checks = 0


def run(*words, data=None):
    done = subprocess.run(words, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{words}: exit code {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def countersign(*words, data=None):
    return run("countersign", *words, data=data)


def check(fact, what):
    global checks
    checks += 1
    if not fact:
        sys.exit(f"{sys.argv[1]}: {what}")


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)
    run("chmod", "600", name)
    return name


def read(name):
    with open(name, "rb") as file:
        return file.read()


def point(key):
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def shown(name, *words):
    return countersign("key", "show", name, "--format", "point", *words).decode().strip()


def keys_to_cryptography():
    write("passphrase", PASSPHRASE + b"\n")
    for number in range(5):
        plain, sealed = f"plain{number}.pem", f"sealed{number}.pem"
        countersign("key", "new", "--out", plain, "--no-passphrase")
        key = serialization.load_pem_private_key(read(plain), None)
        private = key.private_numbers().private_value
        check(point(key.public_key()).hex() == shown(plain), "PKCS#8 point")

        countersign("key", "convert", plain, "--to", "pkcs8", "--new-passphrase-file", "passphrase", "--out", sealed)
        check(serialization.load_pem_private_key(read(sealed), PASSPHRASE).private_numbers() == key.private_numbers(),
              "encrypted PKCS#8")

        def converted(to):
            return countersign("key", "convert", plain, "--to", to, "--no-passphrase", "--out", "-")

        def public(to):
            return countersign("key", "convert", plain, "--to", to)

        load_pem, load_der = serialization.load_pem_private_key, serialization.load_der_private_key
        check(load_der(converted("pkcs8-der"), None).private_numbers() == key.private_numbers(), "PKCS#8 DER")
        check(load_pem(converted("sec1"), None).private_numbers() == key.private_numbers(), "SEC 1 PEM")
        check(load_der(converted("sec1-der"), None).private_numbers() == key.private_numbers(), "SEC 1 DER")
        check(int.from_bytes(converted("scalar"), "big") == private, "scalar")
        check(converted("x963") == point(key.public_key()) + private.to_bytes(32, "big"), "X9.63")
        jwk = json.loads(converted("jwk-private"))
        check(base64.urlsafe_b64decode(jwk["d"] + "=") == private.to_bytes(32, "big"), "JWK d")
        check(point(serialization.load_pem_public_key(public("spki"))) == point(key.public_key()), "SPKI PEM")
        check(point(serialization.load_der_public_key(public("spki-der"))) == point(key.public_key()), "SPKI DER")
        for to, decode in [("point", bytes.fromhex), ("compressed", bytes.fromhex)]:
            text = public(to).decode().strip()
            check(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(text)) == key.public_key(), to)
        for to in ["point-bytes", "compressed-bytes"]:
            check(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public(to)) == key.public_key(), to)


def keys_from_cryptography():
    write("passphrase", PASSPHRASE)
    pem, der = serialization.Encoding.PEM, serialization.Encoding.DER
    pkcs8, sec1 = serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL
    none, best = serialization.NoEncryption(), serialization.BestAvailableEncryption(PASSPHRASE)
    # Small scalars have leading zeros, which every format must keep.
    for private in [1, 2, 255, 2**128, *(random.randrange(1, 2**256 - 2**225) for _ in range(4))]:
        key = ec.derive_private_key(private, ec.SECP256R1())
        expected = point(key.public_key()).hex()
        for encoding, kind in [(pem, pkcs8), (der, pkcs8), (pem, sec1), (der, sec1)]:
            check(shown(write("key", key.private_bytes(encoding, kind, none))) == expected, f"{encoding} {kind} {private}")
        for encoding in [pem, der]:
            sealed = write("sealed", key.private_bytes(encoding, pkcs8, best))
            check(shown(sealed, "--passphrase-file", "passphrase") == expected, f"encrypted {encoding} {private}")
        for encoding in [pem, der]:
            public = key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
            check(shown(write("public", public)) == expected, f"public {encoding} {private}")
        check(shown(write("scalar", private.to_bytes(32, "big"))) == expected, f"scalar {private}")


def signatures_with_cryptography():
    countersign("key", "new", "--out", "phone.pem", "--no-passphrase")
    key = serialization.load_pem_private_key(read("phone.pem"), None)
    for text in TEXTS * 3:
        field = countersign("challenge", "sign", "--key", "phone.pem", "--text", text).decode().strip()
        key.public_key().verify(bytes.fromhex(field), text.encode(), ECDSA)
        check(True, "")
        try:
            key.public_key().verify(bytes.fromhex(field), text.encode() + b"\n", ECDSA)
            check(False, "a signature over another text verified")
        except InvalidSignature:
            check(True, "")
        theirs = key.sign(text.encode(), ECDSA).hex()
        check(countersign("challenge", "verify", "--key", "phone.pem", "--text", text, "--signature", theirs)
              == b"valid\n", f"their signature over {text!r}")


def with_openssl():
    write("passphrase", PASSPHRASE)
    run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "their.pem")
    run("openssl", "pkey", "-in", "their.pem", "-pubout", "-out", "their.pub")
    run("chmod", "600", "their.pem")
    expected = run("openssl", "pkey", "-in", "their.pem", "-pubout", "-outform", "DER")[-65:].hex()
    check(shown("their.pem") == expected, "openssl genpkey")
    check(shown("their.pub") == expected, "openssl pkey -pubout")
    run("openssl", "ec", "-in", "their.pem", "-out", write("sec1.pem", b""))
    check(shown("sec1.pem") == expected, "openssl ec")
    run("openssl", "ec", "-in", "their.pem", "-outform", "DER", "-out", write("sec1.der", b""))
    check(shown("sec1.der") == expected, "openssl ec DER")
    for options in [["-v2", "aes-256-cbc"], ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA256"],
                    ["-v2", "aes-256-cbc", "-iter", "600000"], ["-scrypt"]]:
        run("openssl", "pkcs8", "-topk8", "-in", "their.pem", "-out", write("sealed.pem", b""),
            "-passout", "file:passphrase", *options)
        check(shown("sealed.pem", "--passphrase-file", "passphrase") == expected, f"openssl pkcs8 {options}")
    countersign("key", "new", "--out", "ours.pem", "--passphrase-file", "passphrase")
    run("openssl", "pkey", "-in", "ours.pem", "-passin", "file:passphrase", "-out", "opened.pem")
    run("chmod", "600", "opened.pem")
    run("openssl", "pkey", "-in", "opened.pem", "-check", "-noout")
    check(shown("opened.pem") == shown("ours.pem", "--passphrase-file", "passphrase"), "openssl pkey of our key")
    for text in TEXTS:
        write("text", text.encode())
        field = countersign("challenge", "sign", "--key", "their.pem", "--text", text).decode().strip()
        write("signature", bytes.fromhex(field))
        answer = run("openssl", "dgst", "-sha256", "-verify", "their.pub", "-signature", "signature", "text")
        check(answer == b"Verified OK\n", f"openssl dgst -verify: {answer!r}")
        theirs = run("openssl", "dgst", "-sha256", "-sign", "their.pem", "text")
        field = countersign("signature", "convert", "--to", "der-hex", data=theirs).decode().strip()
        check(field == theirs.hex(), "convert of DER in bytes")
        check(countersign("challenge", "verify", "--key", "their.pub", "--file", "text", "--signature", field, "-q") == b"",
              "openssl dgst -sign")


SCENARIOS = {
    "keys-to-cryptography": keys_to_cryptography,
    "keys-from-cryptography": keys_from_cryptography,
    "signatures-with-cryptography": signatures_with_cryptography,
    "openssl": with_openssl,
}

if __name__ == "__main__":
    seed = int(os.environ.get("COUNTERSIGN_SEED") or random.randrange(2**32))
    random.seed(seed)
    SCENARIOS[sys.argv[1]]()
    print(f"{sys.argv[1]}: {checks} checks, seed {seed}")
