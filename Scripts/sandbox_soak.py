"""Load on the sandbox over a long time: several processes make good and bad calls; the server's answers, its memory and
its times are looked at meanwhile."""

import base64
import json
import multiprocessing
import os
import shutil
import socket
import tempfile
import time
from collections import Counter

from service_process import PATIENCE, check

CALLERS = 4
PARTS = 10
# A round of calls by one caller.
ROUND = 12
# Times are counted by so many seconds.
STEP = 0.0001
# The field of P-256 and its base point (SEC 2, 2.4.2).
PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
BASE = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
# Strict DER of r = s = 1: well formed, and no signature of any challenge.
FORGED = "3006020101020101"


def points():
    """2·G, 3·G and so on in hex: a bank takes each key once."""
    x, y = BASE
    slope = 3 * (x * x - 1) * pow(2 * y, -1, PRIME)
    while True:
        third = (slope * slope - x - BASE[0]) % PRIME
        x, y = third, (slope * (BASE[0] - third) - BASE[1]) % PRIME
        yield f"04{x:064x}{y:064x}"
        slope = (y - BASE[1]) * pow(x - BASE[0], -1, PRIME)


class Caller:
    """One connection that speaks just enough HTTP to cost little beside the server."""

    def __init__(self, port, name):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.login = "Basic " + base64.b64encode(f"{name}:secret".encode()).decode()
        self.times, self.calls, self.keys = Counter(), 0, points()

    def log_in(self):
        self.authorization = self.login
        self.authorization = "Bearer " + self.call("POST", "/oauth2/token", 200, b"grant_type=client_credentials")["access_token"]

    def call(self, method, path, expected, body=None):
        content = body if isinstance(body, bytes) else json.dumps(body).encode() if body else b""
        head = (f"{method} {path} HTTP/1.1\r\nHost: soak\r\nAuthorization: {self.authorization}\r\n"
                f"Content-Length: {len(content)}\r\n\r\n")
        begun = time.perf_counter()
        self.socket.sendall(head.encode() + content)
        status, answer = self.read()
        self.times[int((time.perf_counter() - begun) / STEP)] += 1
        self.calls += 1
        check(status == expected, f"{method} {path} answered {status}, {expected} expected: {answer[:300]!r}")
        return json.loads(answer)

    def read(self):
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.more()
        head, _, answer = data.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(answer) < length:
            answer += self.more()
        return int(head.split()[1]), answer

    def more(self):
        piece = self.socket.recv(65536)
        check(piece, "the server closed the connection")
        return piece

    def new_person(self):
        person = self.call("POST", "/_sandbox/seed", 201, {"persons": [{"devices": [{"keys": [{"key": next(self.keys)}]}]}]})["persons"][0]
        return person["id"], person["devices"][0]

    def round(self, person, device):
        """One change request completed after every kind of mistake, and one whose signature is forged."""
        path = "/v1/change_requests/" + self.call("POST", "/_sandbox/change_requests", 202, {"person_id": person})["id"]
        self.call("POST", path + "/authorize", 201, {"delivery_method": "static", "person_id": person})
        self.call("POST", path + "/confirm", 403, {"person_id": person, "tan": "000000"})
        self.call("POST", path + "/confirm", 400, b"{")
        self.call("POST", path + "/confirm", 200, {"person_id": person, "tan": "212212"})
        self.call("POST", path + "/confirm", 403, {"person_id": person, "tan": "212212"})
        self.call("GET", path, 200)
        self.call("GET", path + "x", 404)
        path = "/v1/change_requests/" + self.call("POST", "/_sandbox/change_requests", 202, {"person_id": person})["id"]
        self.call("POST", path + "/authorize", 201, {"delivery_method": "device_signing", "device_id": device})
        self.call("POST", path + "/confirm", 422, {"device_id": device, "signature": FORGED})
        self.call("GET", path, 200)


def work(port, number, rounds, results):
    """Puts the times of each part of the run, or nothing when an answer was not the expected one."""
    caller = Caller(port, f"soak-{number}")
    parts = []
    for done in range(rounds):
        if done % 500 == 0:
            # A token ends after an hour. The guesses of one person are counted, and counting more takes longer.
            caller.log_in()
            person, device = caller.new_person()
        caller.round(person, device)
        if (done + 1) * PARTS // rounds > len(parts):
            parts.append(caller.times)
            caller.times = Counter()
    results.put((caller.calls, parts))


def quantile(share, times):
    """Milliseconds."""
    wanted, seen = share * sum(times.values()), 0
    for step in sorted(times):
        seen += times[step]
        if seen >= wanted:
            return (step + 1) * STEP * 1000
    return 0.0


def slope(samples):
    """MiB an hour, by least squares. samples: seconds and MiB."""
    middle, mean = (sum(column) / len(samples) for column in zip(*samples))
    spread = sum((at - middle) ** 2 for at, _ in samples)
    return 3600 * sum((at - middle) * (size - mean) for at, size in samples) / spread if spread else 0.0


def soak(serve, requests):
    """serve: starts a sandbox with these further options."""
    folder = tempfile.mkdtemp()
    try:
        # What is stored grows, so the books are on file: the process must not. What a request kept for as long as it
        # may take would show.
        server = serve("--data", folder, "--wrong-otps-per-day", "1000000", "--request-timeout", "600")
        results = multiprocessing.Queue()
        rounds = max(PARTS, requests // ROUND // CALLERS)
        callers = [multiprocessing.Process(target=work, args=(server.port, number, rounds, results)) for number in range(CALLERS)]
        begun = time.monotonic()
        for caller in callers:
            caller.start()
        samples, found = [], []
        while len(found) < CALLERS:
            samples.append((time.monotonic() - begun, server.resident()))
            while not results.empty():
                found.append(results.get())
            check(all(caller.is_alive() or caller.exitcode == 0 for caller in callers), "a caller gave up")
            time.sleep(0.2)
        took = time.monotonic() - begun
        for caller in callers:
            caller.join()
        check(server.end() == 0, "the server did not end well")
        stored = sum(os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(folder) for name in names)
    finally:
        shutil.rmtree(folder)
    calls = sum(count for count, _ in found)
    late = [quantile(0.99, sum((parts[part] for _, parts in found), Counter())) for part in range(PARTS)]
    warm = samples[len(samples) // 4:]
    growth = warm[-1][1] - warm[0][1]
    print(f"soak: {calls} calls in {took:.0f} s by {CALLERS} callers, each answered as expected, none with 5xx; {stored / 1048576:.0f} MiB of books; "
          f"memory {warm[0][1]:.0f} MiB after the first quarter, {growth:+.1f} MiB since, {slope(warm):+.2f} MiB/h; "
          f"p99 of each tenth of the run {' '.join(f'{time:.1f}' for time in late)} ms")
    check(growth < 16, "the memory grows")
