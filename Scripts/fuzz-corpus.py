#!/usr/bin/env python3
"""Writes the seeds of a fuzz target, most of them from vectors/*.json, into a folder: fuzz-corpus.py TARGET FOLDER."""

import argparse
import json
import pathlib

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors"
# Formats in the order of Fuzz/fuzz_key.c.
KEY_FORMATS = ["any", "pkcs8-pem", "pkcs8-der", "pkcs8-encrypted-pem", "pkcs8-encrypted-der", "sec1-pem", "sec1-der",
               "scalar", "x963-private", "spki-pem", "spki-der", "point", "point-compressed"]


def form(*parts, boundary="xx", end="--\r\n"):
    """A multipart body of heads with their values."""
    return "".join(f"--{boundary}\r\n{head}\r\n\r\n{value}\r\n" for head, value in parts) + f"--{boundary}{end}"


def field(name):
    return f'Content-Disposition: form-data; name="{name}"'


LOGIN = [(field("GRANT_TYPE"), "password"), (field("UserName"), "partner01"), (field("Password"), "Passw0rd!"),
         (field("SchemeCode"), "SCHEME")]
TYPE = "multipart/form-data; boundary="
# Content type and body. What was once read or written wrongly stands at the end.
FORMS = [
    (TYPE + "xx", form(*LOGIN)), (TYPE + '"x x"', form(*LOGIN, boundary="x x")), (TYPE + "xx", form(end="--")),
    ("Multipart/Form-Data; charset=utf-8; BOUNDARY=xx", form(("content-disposition:form-data;name=a", ""))),
    (TYPE + "xx", form((field("a") + "\r\nContent-Type: text/plain", "\u00e9\r\n\r\n--x"), (field("b"), "1"))),
    (TYPE + "xx", form(*LOGIN * 2)), (TYPE + "xx", form(*[(field(str(n)), "") for n in range(33)])),
    (TYPE + "xx", form((field("a") + '; filename="b"', "1"))), (TYPE + "xx", form(("X: " + "y" * 1100, "1"))),
    (TYPE + "xx", form(*LOGIN)[:-4]), (TYPE, form(*LOGIN)), ("", "GRANT_TYPE=password&UserName=a%40b.de&=&+=%2B&x=%zz"),
    (TYPE + "xx", form((field("a"), "countersign-form countersign-form" + "-x" * 30))),
    (TYPE + "xx", form((field("a"), "\r\n--countersign-form\u0301"))),
]
# Bodies in the order of Fuzz/Sources/FuzzBody.
BODIES = [
    {"delivery_method": "device_signing", "device_id": "d", "person_id": "p", "device_data": "x"},
    {"tan": "212212", "person_id": "p", "device_id": "d", "signature": "3006"}, {"otp": "212212"},
    {"signed_token": "3006"}, {"first_name": "\u00c9", "language": "de", "more": [None, True, {"x": 1e3}]},
    {"number": "+49 151/234-56_78"}, {"number": "+4915123456", "token": "123456"},
    {"person_id": "p", "name": "n", "key": "04", "key_type": "ecdsa-p256", "key_purpose": "unrestricted",
     "challenge_type": "sms", "sms_challenge": {"app_signature": "a"}, "language": "fr"},
    {"key": "04", "key_type": "ecdsa-p256", "key_purpose": "restricted",
     "device_signature": {"signature": "3006", "signature_key_purpose": "unrestricted"}},
    {"signature": "3006"}, {"device_id": "d", "key_purpose": "unrestricted"}, {"person_id": "p"}, {"otp": "123456"},
    {"person_id": "p", "origin": "WEB", "purpose": "DEVICE_BINDING", "delivery_method": "SNAILMAIL"},
    {"event_type": "SENT"}, {"activity_type": "APP_START", "device_data": "x"},
    {"event_type": "APPROVED", "confirmed_at": "2021-01-01T00:00:00.5+05:30"},
    {"recipient_name": "A", "recipient_iban": "DE89370400440532013000", "reference": "r", "description": "d",
     "amount": {"value": 1000, "unit": "cents", "currency": "EUR"}},
    {"iban": "DE89370400440532013000", "name": "n"}, {"name": "n"},
    {"event_type": "PERSON_CHANGED", "url": "https://example.com/"},
    {"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"},
    {"persons": [{"id": "p", "attributes": {"first_name": "A"}, "number": "+491512345678", "verified": True,
                  "devices": [{"id": "d", "keys": [{"key": "04"}]}], "accounts": [{"balance": 1}]}],
     "businesses": [{"id": "b"}]},
    {"operation": "confirmChangeRequest", "status": 500, "times": 1, "delay_ms": 5, "after": True},
    {"seconds": 5, "to": "2021-12-22T15:05:33.634Z"},
    {"person_id": "p", "template": "authenticate", "variables": {"otp": "1"}, "response_code": 201, "delay": 1},
    {"person_id": "p", "amount": {"value": 1}, "merchant": {"name": "m"}},
    {"SCAReferenceNumber": "2f8f6a2c-0000-0000-0000-000000000000", "SCAIdentification": "6Onn", "CancelRequest": False,
     "FirstFactorSCAOptionType": 1, "SecondFactorSCAOptionType": "Fingerprint", "CultureID": 2},
    {"SCAReferenceNumber": "x", "SCAType": 1},
    {"ConsumerID": 21, "SCAOptionID1FA": 6, "SCAOptionID2FA": 2, "DoSecondFactor": True, "ClientRequestReference": "r"},
    {"LogoutReason": 1}, {"ConsumerID": 2147483647}, {"ConsumerID": 21, "SDKDeviceReferenceID": 2**63 - 1},
    {"consumer_id": 21, "amount": 1}, {"sca_reference_number": "x", "approve": True, "signature": "3006"},
    {"id": "x", "status": "COMPLETED", "updated_at": "2021-12-22T15:05:33.634+00:00", "url": "u",
     "response_body": {"id": 1}, "response_code": 202, "string_to_sign": "t", "delivery_method": "static"},
    {"access_token": "t", "token_type": "bearer", "expires_in": 43199, "Contis_SecurityKey": "00",
     ".issued": "2021-06-07T09:13:44.6402008+05:30", ".expires": "2021-06-07T09:13:44.6402008+05:30"},
    {"amount": 1.50, "merchant": {"name": "m"}, "challenged_at": "2021-12-22T15:05:33Z", "challenge_id": "c",
     "authenticate_change_request_id": "a", "decline_change_request_id": "d"},
]


def cases(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))["cases"]


def part(row, name):
    return bytes.fromhex(row[name + "_bytes"]) if name + "_bytes" in row else row[name].encode()


def seeds(target):
    if target == "der":
        return [bytes.fromhex(row["der"]) for row in cases("der.json")]
    if target == "hex":
        return [bytes([row["capacity"]]) + bytes.fromhex(row["bytes"]) for row in cases("hex.json")]
    if target == "field":
        return [row["field"].encode() for row in cases("flow.json")] + [row["der"].encode() for row in cases("der.json")]
    if target == "key":
        return [bytes([KEY_FORMATS.index(row["format"])]) + bytes.fromhex(row["bytes"])
                for row in cases("keys.json") if row["format"] in KEY_FORMATS]
    if target == "verify":
        return [bytes.fromhex(row["key"][2:] + row["digest"] + row["r"] + row["s"]) for row in cases("verify.json")]
    if target == "key-text":
        return [bytes.fromhex(row["bytes"]) for row in cases("keys.json")]
    if target == "ndjson":
        return [json.dumps({"id": row["id"], "key": row.get("key", ""), "challenge": row.get("text", ""),
                            "signature": row.get("field", ""), "more": [None, True, -1.5e3, {"nested": "\u00e9\n"}]},
                           ensure_ascii=index % 2 == 0).encode() for index, row in enumerate(cases("flow.json"))]
    if target == "diagnosis":
        return [b"\0".join([part(row, "signature"), row["text"].encode(), part(row, "key")])
                for row in cases("explain.json")]
    if target == "form":
        return [type.encode() + b"\0" + body.encode() for type, body in FORMS]
    if target == "body":
        return [bytes([index]) + json.dumps(body, ensure_ascii=index % 2 == 0).encode() for index, body in enumerate(BODIES)]
    raise SystemExit(f"fuzz-corpus: no target {target}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for index, seed in enumerate(seeds(options.target)):
        (options.folder / f"seed-{index:04}").write_bytes(seed)


if __name__ == "__main__":
    main()
