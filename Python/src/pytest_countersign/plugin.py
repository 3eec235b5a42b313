"""The fixtures."""

import os
import shutil
import uuid

import pytest

from .bank import Bank
from .phones import Phones
from .server import Server


def pytest_addoption(parser):
    parser.addoption("--countersign", metavar="PATH", help="the countersign tool (COUNTERSIGN, else the PATH)")


@pytest.fixture(scope="session")
def countersign_binary(pytestconfig):
    """The path of the tool."""
    given = pytestconfig.getoption("--countersign") or os.environ.get("COUNTERSIGN")
    found = shutil.which(given or "countersign")
    if not found:
        pytest.fail(f"the countersign tool was not found: {given or 'not on the PATH'}; say --countersign PATH")
    return os.path.realpath(found)


@pytest.fixture(scope="session")
def bank_url(countersign_binary):
    """A sandbox on a free port for the whole session."""
    server = Server(countersign_binary, "sandbox", "serve")
    yield server.url
    assert server.stop() == 0


@pytest.fixture
def bank(bank_url):
    """A bank that no other test sees."""
    return Bank(bank_url, client="test-" + uuid.uuid4().hex)


@pytest.fixture
def sms(bank):
    """The bank's SMS inbox."""
    return bank.sms


@pytest.fixture
def clock(bank):
    """The bank's clock."""
    return bank.clock


@pytest.fixture
def customer(bank):
    """A person with a verified number and an account."""
    return bank.new_customer()


@pytest.fixture
def phones(countersign_binary, bank):
    """A server of phones that are bound at the test's bank."""
    environment = dict(os.environ, COUNTERSIGN_BANK_CLIENT_SECRET=bank.secret)
    environment.pop("COUNTERSIGN_STORE", None)
    server = Server(
        countersign_binary, "device", "serve", "--url", bank.url, "--client-id", bank.client, environment=environment)
    yield Phones(server.url)
    assert server.stop() == 0


@pytest.fixture
def phone(phones):
    """One phone, not bound yet."""
    return phones.new("phone")
