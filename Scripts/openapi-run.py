#!/usr/bin/env python3
"""Writes the part of the sandbox's API description that one run of check-openapi.sh is about, and prints a token for it.

strangers  the bank's API with ids that nobody has
customers  the bank's API with ids that exist: a person with a number, a device and an account, and open requests
control    what lies below /_sandbox/, with the same ids

With `summary` it says, from the metrics of the server, which operations answered with success at all.

Usage: openapi-run.py URL strangers|customers|control FILE
       openapi-run.py URL summary
"""

import base64
import json
import sys
import urllib.request

POINT = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296" \
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
METHODS = ("get", "post", "put", "patch", "delete")
# What would take away the ids, or make every call after it meet a fault or an expired token.
BREAKING = {"deleteDevice", "reset", "restoreSnapshot", "createFault", "advanceClock", "resetTwoFactor"}


class Bank:
    def __init__(self, url, client):
        self.url = url
        login = base64.b64encode(f"{client}:secret".encode()).decode()
        self.token = self.send("POST", "/oauth2/token", b"grant_type=client_credentials", "Basic " + login)["access_token"]

    def send(self, method, path, body, authorization):
        request = urllib.request.Request(self.url + path, body, {"Authorization": authorization}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def call(self, method, path, body=None):
        return self.send(method, path, json.dumps(body).encode() if body is not None else None, "Bearer " + self.token)


def known_ids(bank):
    """What exists at the bank, by the name of the parameter or member that means it."""
    seeded = bank.call("POST", "/_sandbox/seed", {
        "persons": [{
            "attributes": {"first_name": "Ada"}, "number": "+491512345678", "verified": True,
            "devices": [{"keys": [{"key": POINT}]}], "accounts": [{"balance": 1_000_000}],
        }],
    })["persons"][0]
    person, device, account = seeded["id"], seeded["devices"][0], seeded["accounts"][0]
    business = bank.call("POST", "/v1/businesses", {"name": "Ada & Co"})["id"]
    bank.call("POST", f"/v1/businesses/{business}/legal_representatives", {"person_id": person})
    # Enough of them that no operation finds all used up by another.
    requests = [bank.call("POST", "/_sandbox/change_requests", {"person_id": person})["id"] for _ in range(60)]
    for request in requests[:50]:
        bank.call("POST", f"/v1/change_requests/{request}/authorize", {"delivery_method": "static", "person_id": person})
    challenges = [
        bank.call("POST", "/v1/mfa/challenges/devices", {"device_id": device})["id"],
        bank.call("POST", "/v1/mfa/challenges/sms", {"person_id": person})["id"],
        bank.call("POST", "/v1/mfa/challenges/activation", {
            "person_id": person, "origin": "WEB", "purpose": "DEVICE_BINDING", "delivery_method": "SNAILMAIL"})["id"],
    ]
    event = bank.call("POST", f"/v1/mfa/challenges/activation/{challenges[2]}/delivery_events", {"event_type": "SENT"})["id"]
    consent = bank.call("POST", f"/v1/persons/{person}/device_consents", {
        "event_type": "APPROVED", "confirmed_at": "2021-01-01T00:00:00Z"})["id"]
    snapshot = bank.call("POST", "/_sandbox/snapshots")["id"]
    return {
        "person_id": [person], "business_id": [business], "device_id": [device], "account_id": [account],
        "change_request_id": requests, "challenge_id": challenges, "delivery_event_id": [event],
        "device_consent_id": [consent], "snapshot_id": [snapshot], "entry_id": ["0", "1"],
        "tan": ["212212"], "otp": ["212212"],
        "recipient_iban": ["DE89370400440532013000"], "signature": ["3006020101020101"],
    }


def name_ids(node, ids):
    """Lets parameters and members that are ids take only what exists."""
    if isinstance(node, list):
        for value in node:
            name_ids(value, ids)
    elif isinstance(node, dict):
        if node.get("in") in ("path", "query") and node.get("name") in ids:
            node["schema"] = {"type": "string", "enum": ids[node["name"]]}
        for name, schema in node.get("properties", {}).items():
            if name in ids and isinstance(schema, dict) and schema.get("type") == "string":
                schema["enum"] = ids[name]
        for value in node.values():
            name_ids(value, ids)


def summary(url):
    with urllib.request.urlopen(url + "/metrics", timeout=60) as answer:
        lines = answer.read().decode().splitlines()
    done = {line.split('route="')[1].split('"')[0] for line in lines
            if line.startswith("countersign_sandbox_requests_total{") and 'status="2' in line}
    with urllib.request.urlopen(url + "/openapi.json", timeout=60) as answer:
        paths = json.load(answer)["paths"]
    names = {item[method]["operationId"] for item in paths.values() for method in METHODS if method in item}
    never = sorted(names - done)
    print(f"check-openapi: {len(names & done)} of {len(names)} operations answered with success; not: {' '.join(never)}")
    return 0


def main():
    if sys.argv[2:] == ["summary"]:
        return summary(sys.argv[1])
    url, run, path = sys.argv[1:]
    bank = Bank(url, run)
    with urllib.request.urlopen(url + "/openapi.json", timeout=60) as answer:
        document = json.load(answer)
    ids = None if run == "strangers" else known_ids(bank)
    for template, item in list(document["paths"].items()):
        for method in METHODS:
            operation = item.get(method)
            if operation is None:
                continue
            is_control = template.startswith("/_sandbox/")
            if is_control != (run == "control") or (run != "strangers" and operation["operationId"] in BREAKING
                                                    and not (run == "control" and operation["operationId"] == "createFault")):
                del item[method]
            elif ids and operation["operationId"] != "createFault":
                for place in ("parameters", "requestBody"):
                    name_ids(operation.get(place), ids)
        if not any(method in item for method in METHODS):
            del document["paths"][template]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
    print(bank.token)
    return 0


if __name__ == "__main__":
    sys.exit(main())
