"""libcountersign from Python: sign, verify, explain, verify many at once, and what errors look like.

Prints the lines that Examples/C/use_countersign.c prints. COUNTERSIGN_LIBRARY names the library where it is not
installed where the loader looks.
"""

import countersign
from countersign import CountersignError, Key, Verifier

BANK_KEY = (
    b"04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
    b"9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c")
BANK_FIELD = (
    "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
    "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade")


def word(is_valid):
    return "ok" if is_valid else "mismatch"


def error(call):
    try:
        call()
    except CountersignError as failure:
        return failure
    raise AssertionError("expected an error")


print("version", countersign.version())
bank = Key(BANK_KEY)
print("bank's sample:", word(bank.verify("212212", BANK_FIELD)))
bank.close()

key = Key()
text = "Zahlung über 10,00 EUR"
field = key.sign(text)
print("own signature:", word(key.verify(text, field)))
print("another text:", word(key.verify("another text", field)))
print("as r||s:", len(countersign.convert(field, countersign.FIELD, countersign.RS)), "bytes")
json, code = key.explain("212212", key.sign("212212\n"))
assert '"code":"text_newline_added"' in json
print(f"newline signed: mismatch, {code}")

verifier = Verifier()
number = verifier.enrol(key, "phone-1")
field = key.sign("123456")
print("batch:", *verifier.verify([
    (number, "123456", field), ("phone-1", "123457", field), ("phone-1", "123456", "30"),
    ("phone-2", "123456", field), (b"\x04" + bytes(64), "123456", field),
]))
verifier.close()

failure = error(lambda: key.verify("212212", "3006020100020101"))
print(f"malformed field: {failure.status}, {failure.code} at {failure.offset}")
length, status = key.length(countersign.SPKI_PEM)
print(f"no buffer: {status}, {length} bytes and a NUL")
print("public key:", key.export(countersign.SPKI_PEM).decode().splitlines()[0])
secret = key.export(countersign.PKCS8_ENCRYPTED_PEM, b"correct horse")
print("wrong passphrase:", error(lambda: Key(secret, b"battery staple")).status)
key.close()
print("closed twice:", error(key.close).status)
