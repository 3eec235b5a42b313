"""Phones that `countersign device serve` serves."""

import urllib.parse

from .http import call


class Phone:
    """A virtual phone."""

    def __init__(self, url, name):
        self._url, self.name = f"{url}/devices/{urllib.parse.quote(name, safe='')}", name

    def _post(self, path, body):
        return call("POST", self._url + path, body)

    @property
    def state(self):
        return call("GET", self._url)

    @property
    def key(self):
        """The public key that signs, as the bank takes it."""
        return [key["key"] for key in self.state["keys"] if key["state"] == "current"][-1]

    def set(self, policy=None, fault=None, biometrics=None):
        """Sets policy ("deny if amount over 1000"), fault ("double-hash", "" for none) or biometrics ("fails")."""
        body = {"policy": policy, "fault": fault, "biometrics": biometrics}
        return call("PATCH", self._url, {k: v for k, v in body.items() if v is not None})

    def bind(self, customer, code=None):
        """Binds the phone to a customer; the code comes from the sandbox's inbox unless it is given."""
        body = {"person_id": customer.id}
        body.update({"code": code} if code else {"number": customer.number})
        return self._post("/bind", body)

    def sign(self, text, **more):
        """The answer to a text; its `signature` is the field for the bank."""
        return self._post("/sign", {"text": text, **more})

    def approve(self, change_request, **more):
        """Authorizes a change request by device, signs and confirms; says what the bank answered."""
        return self._post("/approve", {"change_request_id": change_request, **more})

    def login(self, **more):
        return self._post("/login", more)

    def rotate(self, purpose="unrestricted"):
        return self._post("/rotate", {"purpose": purpose})

    def clone(self, name):
        self._post("/clone", {"name": name})
        return Phone(self._url.rsplit("/devices/", 1)[0], name)

    @property
    def signed(self):
        """What the phone was asked, the oldest first."""
        return call("GET", self._url + "/signed")

    @property
    def questions(self):
        return call("GET", self._url + "/questions")

    def answer(self, number, approve):
        self._post(f"/questions/{number}", {"approve": approve})


class Phones:
    """A server of phones."""

    def __init__(self, url):
        self.url = url

    def new(self, name="phone", **more):
        """Makes a phone: purposes, policy, fault, biometrics."""
        call("POST", self.url + "/devices", {"name": name, **more})
        return Phone(self.url, name)
