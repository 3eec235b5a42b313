"""The fixtures do what they say: the whole flow from Python."""

import threading
import time

import pytest

from pytest_countersign import Refused

FAULTS = {
    "wrong-key": "422 invalid_signature", "other-hash": "422 invalid_signature", "double-hash": "422 invalid_signature",
    "raw-rs": "422 invalid_signature", "bad-der": "422 invalid_signature", "high-s": "2xx",
    "stale-challenge": "422 invalid_signature", "replay": "403 unauthorized_action",
    "truncated-hex": "422 invalid_signature", "clone": "2xx",
}


def test_transfer_is_completed_by_the_phone(bank, customer, phone):
    assert phone.bind(customer)["observed"] == "2xx"
    transfer = bank.order_transfer(customer, cents=1000)
    report = phone.approve(transfer, amount=1000, subject="to Grace")
    assert report["change_request"]["status"] == "COMPLETED"
    assert bank.change_request(transfer)["status"] == "COMPLETED"
    assert [entry["route"] for entry in phone.signed] == ["binding", "change_request"]


def test_transfer_is_completed_by_sms(bank, customer, sms):
    transfer = bank.order_transfer(customer)
    path = f"/v1/change_requests/{transfer}"
    bank.post(path + "/authorize", {"delivery_method": "mobile_number", "person_id": customer.id})
    done = bank.post(path + "/confirm", {"person_id": customer.id, "tan": sms.code(customer.number)})
    assert done["status"] == "COMPLETED"


def test_own_backend_signs_with_the_phone(bank, customer, phone):
    """The way of an app whose backend talks to the bank itself."""
    phone.bind(customer)
    path = f"/v1/change_requests/{bank.order_transfer(customer)}"
    device = phone.state["device_id"]
    text = bank.post(path + "/authorize", {"delivery_method": "device_signing", "device_id": device})["string_to_sign"]
    field = phone.sign(text)["signature"]
    assert bank.post(path + "/confirm", {"device_id": device, "signature": field})["status"] == "COMPLETED"


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_fault_gets_its_answer(bank, customer, phone, fault):
    phone.bind(customer)
    phone.set(fault=fault)
    report = phone.approve(bank.order_transfer(customer))
    assert report["as_expected"]
    assert report["observed"] == FAULTS[fault]


def test_key_of_the_other_purpose_is_refused(bank, customer, phones):
    phone = phones.new("two keys", purposes=["unrestricted", "restricted"])
    phone.bind(customer)
    assert phone.rotate("restricted")["observed"] == "2xx"
    phone.set(fault="wrong-purpose")
    report = phone.approve(bank.order_transfer(customer))
    assert (report["expected"], report["observed"]) == ("422 invalid_signature", "422 invalid_signature")


def test_explanation_names_the_mistake(bank, customer, phone):
    phone.bind(customer)
    phone.set(fault="double-hash")
    phone.approve(bank.order_transfer(customer))
    assert bank.explanation()[0]["code"] == "hash_twice"


def test_expired_challenge_is_refused(bank, customer, phone, clock):
    phone.bind(customer)
    path = f"/v1/change_requests/{bank.order_transfer(customer)}"
    device = phone.state["device_id"]
    text = bank.post(path + "/authorize", {"delivery_method": "device_signing", "device_id": device})["string_to_sign"]
    clock.advance(seconds=301)
    field = phone.sign(text)["signature"]
    bank._token = None  # the old token has aged with the clock
    with pytest.raises(Refused) as refused:
        bank.post(path + "/confirm", {"device_id": device, "signature": field})
    assert (refused.value.status, refused.value.code) == (422, "invalid_signature")


def test_policy_denies(bank, customer, phone):
    phone.bind(customer)
    phone.set(policy="deny if amount over 500")
    transfer = bank.order_transfer(customer)
    with pytest.raises(Refused) as refused:
        phone.approve(transfer, amount=1000)
    assert (refused.value.status, refused.value.code) == (403, "denied")
    assert phone.approve(transfer, amount=500)["observed"] == "2xx"


def test_question_waits_for_its_answer(phone):
    phone.set(policy="ask")
    outcome = {}
    thread = threading.Thread(target=lambda: outcome.update(phone.sign("text", subject="to Grace")))
    thread.start()
    deadline = time.monotonic() + 60
    while not phone.questions and time.monotonic() < deadline:
        time.sleep(0.05)
    phone.answer(phone.questions[0]["number"], approve=True)
    thread.join(timeout=60)
    assert outcome["expected"] == "2xx"


def test_rotation_and_restricted_key(bank, customer, phone):
    phone.bind(customer)
    before = phone.key
    assert phone.rotate()["observed"] == "2xx"
    assert phone.key != before
    assert phone.rotate("restricted")["observed"] == "2xx"
    assert phone.login(purpose="restricted")["observed"] == "2xx"
    phone.set(biometrics="fails")
    with pytest.raises(Refused) as refused:
        phone.login(purpose="restricted")
    assert refused.value.code == "biometrics"


def test_banks_of_two_tests_are_apart(bank):
    assert bank.sms.all() == []
