#!/usr/bin/env python3
"""Writes the part of the sandbox's API description that one run of check-openapi.sh is about, and prints a token for it.

strangers  both APIs with ids that nobody has; the token is none of the card platform's
customers  the bank's API with ids that exist: a person with a number, a device and an account, and open requests
control    what lies below /_sandbox/, with the same ids
platform   the card platform's Security API (V2) and what drives it, with a session, consumers and reference numbers
endings    what takes ids, codes or tokens away, each operation while there is something left to take

With `summary` it says, from the metrics of the server, which operations answered with success at all.

Usage: openapi-run.py URL strangers|customers|control|platform|endings FILE
       openapi-run.py URL summary
"""

import base64
import json
import sys
import urllib.request

POINT = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296" \
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
METHODS = ("get", "post", "put", "patch", "delete")
# What takes away ids, or lets every call after it meet an expired token; in the order in which the first call of each
# still finds something.
ENDINGS = ("deleteDevice", "resetTwoFactor", "restoreSnapshot", "reset", "advanceClock")
CONSUMERS = range(21, 41)


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


class Platform:
    """A session of the card platform."""

    def __init__(self, bank, user):
        self.bank = bank
        fields = {"GRANT_TYPE": "password", "UserName": user, "Password": "Passw0rd!"}
        form = "".join(f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                       for name, value in fields.items()) + "--xx--\r\n"
        request = urllib.request.Request(bank.url + "/security/login", form.encode(),
                                         {"Content-Type": "multipart/form-data; boundary=xx"}, method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            self.token = json.load(answer)["access_token"]

    def call(self, method, path, body):
        return self.bank.send(method, path, json.dumps(body).encode(), self.token)

    def known_ids(self):
        """References of both kinds that are answered without a device, and a device with a push."""
        references = []
        for consumer in CONSUMERS:
            self.call("PUT", f"/_sandbox/security-v2/consumers/{consumer}", {"number": f"+4915123456{consumer}"})
            for kind in (0, 1):
                answer = self.call("POST", "/_sandbox/security-v2/transfers", {"consumer_id": consumer, "sca_type": kind})
                references.append(answer["SCARes"]["SCAReferenceNumber"])
        device = self.call("POST", "/_sandbox/security-v2/sdk-devices",
                           {"consumer_id": CONSUMERS[0], "name": "phone", "key": POINT})["SDKDeviceReferenceID"]
        self.call("POST", "/_sandbox/security-v2/transfers", {"consumer_id": CONSUMERS[0], "sca_type": 2})
        consumers = list(CONSUMERS)
        return {
            "ConsumerID": consumers, "consumer_id": consumers, "SDKDeviceReferenceID": [device, device + 1],
            "sdk_device_id": [device], "SCAReferenceNumber": references, "sca_reference_number": references,
            "UserName": ["partner01", "ada@example.com"], "Password": ["Passw0rd!"], "key": [POINT],
        }

    def log_out(self):
        return self.call("POST", "/security/logout", {"LogoutReason": 1})["ResponseCode"]


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
            node["schema"] = {"enum": ids[node["name"]]}
        for name, schema in node.get("properties", {}).items():
            if name in ids and isinstance(schema, dict) and schema.get("type") in ("string", "integer"):
                schema["enum"] = ids[name]
                # A confirmation without its code is well-formed, and never succeeds.
                node["required"] = sorted({*node.get("required", []), name})
        for value in node.values():
            name_ids(value, ids)


def runs(name, template):
    """The runs that an operation is part of."""
    if name in ENDINGS:
        return {"endings"} if template.startswith("/_sandbox/") else {"strangers", "endings"}
    if name == "securityV2Logout":
        return {"strangers"}
    if template.startswith("/security/"):
        return {"strangers", "platform"}
    if template.startswith(("/_sandbox/security-v2/", "/_sandbox/jwks")):
        return {"platform"}
    return {"control"} if template.startswith("/_sandbox/") else {"strangers", "customers"}


def summary(url):
    if Platform(Bank(url, "partner01"), "partner01").log_out() != "000":
        print("check-openapi: logout was refused", file=sys.stderr)
        return 1
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
    bank = Bank(url, "partner01" if run == "platform" else run)
    platform = Platform(bank, "partner01") if run == "platform" else None
    with urllib.request.urlopen(url + "/openapi.json", timeout=60) as answer:
        document = json.load(answer)
    ids = None if run == "strangers" else platform.known_ids() if platform else known_ids(bank)
    for template, item in list(document["paths"].items()):
        for method in METHODS:
            operation = item.get(method)
            if operation is None:
                continue
            name = operation["operationId"]
            if run not in runs(name, template):
                del item[method]
            elif ids and name != "createFault":
                for place in ("parameters", "requestBody"):
                    name_ids(operation.get(place), ids)
        if not any(method in item for method in METHODS):
            del document["paths"][template]
    if run == "endings":
        document["paths"] = dict(sorted(document["paths"].items(), key=lambda path: min(
            ENDINGS.index(path[1][method]["operationId"]) for method in METHODS if method in path[1])))
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
    print(platform.token if platform else "Bearer " + bank.token)
    return 0


if __name__ == "__main__":
    sys.exit(main())
