"""The sandbox: one bank for each OAuth client."""

import base64
import urllib.parse
from dataclasses import dataclass

from .http import call


@dataclass(frozen=True)
class Customer:
    """A person of the bank with a verified mobile number and an account."""

    id: str
    number: str
    account: str


class Inbox:
    """The SMS that have reached phones."""

    def __init__(self, bank):
        self._bank = bank

    def wait(self, number, timeout=10):
        """The newest message to a number, once there is one."""
        return self._bank.get("/_sandbox/sms/wait", to=number, timeout=timeout)

    def code(self, number):
        """The code of the newest message."""
        return self.wait(number)["otp"]

    def all(self, number=None):
        return self._bank.get("/_sandbox/sms", **({"to": number} if number else {}))


class Clock:
    """The bank's clock; it never goes back."""

    def __init__(self, bank):
        self._bank = bank

    @property
    def now(self):
        return self._bank.get("/_sandbox/clock")["now"]

    def freeze(self):
        return self._bank.post("/_sandbox/clock/freeze", {})

    def resume(self):
        return self._bank.post("/_sandbox/clock/resume", {})

    def advance(self, seconds=None, milliseconds=None):
        """Moves the clock; when it returns, everything that was due has happened."""
        body = {"seconds": seconds, "milliseconds": milliseconds}
        return self._bank.post("/_sandbox/clock/advance", {k: v for k, v in body.items() if v is not None})


class Bank:
    """Calls of one OAuth client, which is a bank of its own."""

    def __init__(self, url, client, secret="secret"):
        self.url, self.client, self.secret = url, client, secret
        self._token = None
        self.sms, self.clock = Inbox(self), Clock(self)

    def token(self):
        if self._token is None:
            user = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
            answer = call("POST", self.url + "/oauth2/token", data=b"grant_type=client_credentials", headers={
                "Authorization": "Basic " + user, "Content-Type": "application/x-www-form-urlencoded"})
            self._token = answer["access_token"]
        return self._token

    def call(self, method, path, body=None, **query):
        """Any call of the API; raises Refused for an answer other than 2xx."""
        url = self.url + path + ("?" + urllib.parse.urlencode(query) if query else "")
        return call(method, url, body, {"Authorization": "Bearer " + self.token()})

    def get(self, path, **query):
        return self.call("GET", path, **query)

    def post(self, path, body):
        return self.call("POST", path, body)

    def new_customer(self, number="+491512345678", first_name="Ada"):
        """A person whose number was verified by SMS, with an account of 10 000 EUR."""
        person = self.post("/v1/persons", {"first_name": first_name})["id"]
        path = f"/v1/persons/{person}/mobile_number"
        number = self.post(path, {"number": number})["number"]
        self.post(path + "/authorize", {"number": number})
        self.post(path + "/confirm", {"number": number, "token": self.sms.code(number)})
        account = self.post(f"/v1/persons/{person}/accounts", {})["id"]
        return Customer(person, number, account)

    def order_transfer(self, customer, cents=1000):
        """Orders a SEPA transfer; returns the id of the change request that waits for the customer."""
        return self.post(f"/v1/accounts/{customer.account}/transactions/sepa_credit_transfers", {
            "recipient_name": "Grace Hopper", "recipient_iban": "DE89370400440532013000",
            "amount": {"value": cents, "unit": "cents", "currency": "EUR"}})["id"]

    def change_request(self, id):
        return self.get(f"/v1/change_requests/{id}")

    def explanation(self):
        """Why the newest refused signature was wrong, as the sandbox' journal knows it."""
        for entry in self.get("/_sandbox/journal"):
            if entry["explainable"]:
                return self.get(f"/_sandbox/journal/{entry['id']}")["explain"]
        return []
