#!/usr/bin/env python3
"""Faults of the sandbox that need its process: kills, hostile connections, load over a long time, timing.

  kills [ROUNDS]         kill -9 under load, start again on the same books: what was acknowledged is there, what was
                         spent stays spent
  drains [ROUNDS]        the same with SIGTERM: it ends with 0, soon
  hostile [CONNECTIONS]  slow, idle, huge, broken and reset connections at once: every call has its answer, the
                         process lives, and gives back its memory and descriptors
  soak [REQUESTS]        good and bad calls by several processes: each has its answer, and the process does not grow
  logs [CALLS]           what callers send forges no line of the log, and no code, token or number stands in it
  timing [SAMPLES]       wrong codes with 0 to 5 right leading digits take equally long

Usage: check-sandbox.py COUNTERSIGN kills|drains|hostile|soak|logs|timing [COUNT]
"""

import base64
import http.client
import json
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from functools import partial

from hostile_calls import Call, allow_descriptors, assault, broken_requests, crowd, deep, refused
from sandbox_soak import soak
from service_process import PATIENCE, Service, check, choose


class Server(Service):
    """A sandbox process on a free port."""

    def __init__(self, tool, *options, descriptors=None):
        super().__init__(tool, ["sandbox", "serve", "--port", "0", "--otp", "static", *options], descriptors)


class Client:
    """One connection with a token."""

    def __init__(self, server, name="faults"):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        login = base64.b64encode(f"{name}:secret".encode()).decode()
        self.headers = {"Authorization": f"Basic {login}"}
        self.headers = {"Authorization": "Bearer " + self.call("POST", "/oauth2/token", b"grant_type=client_credentials")[1]["access_token"]}

    def call(self, method, path, body=None):
        if isinstance(body, dict):
            body = json.dumps(body).encode()
        self.connection.request(method, path, body, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        try:
            return answer.status, json.loads(content)
        except ValueError:
            return answer.status, None

    def open_request(self, person):
        """A change request that waits for 212212."""
        status, body = self.call("POST", "/_sandbox/change_requests", {"person_id": person})
        assert status == 202, status
        path = "/v1/change_requests/" + body["id"]
        status, _ = self.call("POST", path + "/authorize", {"delivery_method": "static", "person_id": person})
        assert status == 201, status
        return path


def drains(tool, rounds):
    kills(tool, rounds, signal.SIGTERM)


def kills(tool, rounds, how=signal.SIGKILL):
    folder = tempfile.mkdtemp()
    confirmed = opened = open_again = slowest = 0
    try:
        server = Server(tool, "--data", folder)
        person = Client(server).call("POST", "/v1/persons", {})[1]["id"]
        server.end()
        proof = {"person_id": person, "tan": "212212"}
        for number in range(rounds):
            server = Server(tool, "--data", folder)
            known, lock = {}, threading.Lock()

            def work():
                try:
                    client = Client(server)
                    while True:
                        path = client.open_request(person)
                        with lock:
                            known[path] = "open"
                        with lock:
                            known[path] = "asked"
                        status, body = client.call("POST", path + "/confirm", proof)
                        check(status == 200 and body["status"] == "COMPLETED", f"confirm answered {status}")
                        with lock:
                            known[path] = "done"
                except (OSError, http.client.HTTPException):
                    pass  # the server is gone

            workers = [threading.Thread(target=work) for _ in range(4)]
            for worker in workers:
                worker.start()
            time.sleep(random.uniform(0.1, 0.6))
            begun = time.monotonic()
            server.process.send_signal(how)
            code = server.process.wait(PATIENCE)
            slowest = max(slowest, time.monotonic() - begun)
            check(code == (0 if how == signal.SIGTERM else -how), f"round {number}: the server ended with {code}")
            server.process.stdout.close()
            for worker in workers:
                worker.join()
            server = Server(tool, "--data", folder)
            client = Client(server)
            for path, state in known.items():
                status, body = client.call("GET", path)
                check(status == 200, f"round {number}: an acknowledged change request is gone: {status}")
                if state == "done":
                    check(body["status"] == "COMPLETED", f"round {number}: an acknowledged confirm is undone")
                    confirmed += 1
                opened += 1
                if body["status"] != "COMPLETED":
                    # Nobody was told, and nothing was spent: it can be done now, once.
                    check(client.call("POST", path + "/confirm", proof)[0] == 200, f"round {number}: half a confirm")
                    open_again += 1
                check(client.call("POST", path + "/confirm", proof)[0] == 403, f"round {number}: confirmed twice")
            check(server.end() == 0, "the server did not end well")
        check(confirmed > rounds, "too little was confirmed to say anything")
        print(f"{'kills' if how == signal.SIGKILL else 'drains'}: {rounds} rounds, at most {slowest:.1f} s to end; {opened} change requests, {confirmed} confirms acknowledged and found, "
              f"{open_again} not executed, 0 lost, 0 spent twice")
    finally:
        shutil.rmtree(folder)


def battery(server, token):
    """Calls that no client should make; each must be refused or closed. Gives how many were made."""
    call = Call("POST", "/v1/persons", {"Authorization": token, "Content-Type": "application/json"})
    cases = broken_requests(call) | {
        "signature of 10 MB": (call.body(b'{"signature":"' + b"30" * (5 << 20) + b'"}'), {0, 413}),
        "deep 513": (call.body(deep(513)), {400}), "deep 100 000": (call.body(deep(100_000)), {400}),
        "number of 100 000 digits": (call.body(b'{"a":' + b"9" * 100_000 + b"}"), {400}),
        "wrong type": (call.body(b'{"first_name":1}'), {400}), "array": (call.body(b"[]"), {400}),
        "200 000 members": (call.body(b"{" + b",".join(b'"%x":1' % i for i in range(90_000)) + b"}"), {201, 400, 413}),
    }
    return refused(server, cases)


def hostile(tool, connections):
    allow_descriptors()
    server = Server(tool, "--request-timeout", "10", "--journal", "0")
    client = Client(server)
    client.call("POST", "/v1/persons", {})
    token = client.headers["Authorization"]
    found = assault(server, Call("POST", "/v1/persons", {"Authorization": token}), connections, lambda: battery(server, token))
    check(Client(server).call("POST", "/v1/persons", {})[0] == 201, "no service afterwards")
    check(server.end() == 0, "the server did not end well")
    with tempfile.TemporaryDirectory() as folder:
        server = Server(tool, "--data", folder, descriptors=256)
        clients = [Client(server, f"crowd-{number}") for number in range(8)]
        crowd(server, [partial(client.call, "POST", "/v1/persons", {}) for client in clients])
    print("hostile: " + found)


def logs(tool, calls):
    server = Server(tool, "--log-level", "trace")
    client = Client(server)
    marker, number, code = "forged", "+4915112345678", "212212"
    nasty = f'\r\n{{"level":"{marker}"}}\x1b[2J\u2028' + "x" * 3000
    person = client.call("POST", "/v1/persons", {"first_name": nasty, "language": nasty})[1]["id"]
    for _ in range(calls):
        client.call("POST", f"/v1/persons/{person}/mobile_number", {"number": number, "device_data": nasty})
        client.call("POST", f"/v1/persons/{person}/mobile_number/authorize", {"number": number})
        client.call("POST", f"/v1/persons/{person}/mobile_number/confirm", {"number": number, "token": code})
        path = client.open_request(person)
        client.call("POST", path + "/confirm", {"person_id": nasty, "tan": code})
        client.call("POST", path + "/confirm", {"device_id": nasty, "signature": "30" + code})
        client.call("GET", f"/_sandbox/sms?to=%2B{number[1:]}")
        client.call("GET", "/%0d%0a" + marker)
        client.call("POST", "/v1/webhooks", {"event_type": nasty, "url": "http://127.0.0.1:1/" + code})
    check(server.end() == 0, "the server did not end well")
    server.log.seek(0)
    lines = server.log.read().decode().splitlines()
    for line in lines:
        entry = json.loads(line)
        check({"level", "message", "time_ms"} <= set(entry) and entry["level"] != marker, f"a forged line: {line}")
    text = "\n".join(lines)
    for secret in (code, number[1:], client.headers["Authorization"].split()[1], "secret"):
        check(secret not in text, f"a secret is in the log: {secret}")
    print(f"logs: {9 * calls + 1} calls, {len(lines)} lines, all of them JSON; no code, token or number")


def timing(tool, samples):
    server = Server(tool, "--otp-attempts", "1000", "--wrong-otps-per-day", "1000000", "--journal", "0")
    client = Client(server)
    guesses = ["000000", "200000", "210000", "212000", "212200", "212210"]
    times = [[] for _ in guesses]
    path, left = None, 0
    for _ in range(samples // len(guesses)):
        if left < len(guesses):
            person = client.call("POST", "/v1/persons", {})[1]["id"]
            path, left = client.open_request(person), 999
        for index in random.sample(range(len(guesses)), len(guesses)):
            start = time.perf_counter()
            status, _ = client.call("POST", path + "/confirm", {"person_id": person, "tan": guesses[index]})
            times[index].append(time.perf_counter() - start)
            check(status == 403, f"a wrong code answered {status}")
            left -= 1
    server.end()
    # The slowest tenth is the machine's doing.
    kept = [sorted(row)[:max(2, len(row) * 9 // 10)] for row in times]
    largest = 0
    for row in kept[1:]:
        spread = (statistics.variance(kept[0]) / len(kept[0]) + statistics.variance(row) / len(row)) ** 0.5
        largest = max(largest, abs(statistics.mean(kept[0]) - statistics.mean(row)) / spread)
    print(f"timing: {samples} wrong codes with 0 to 5 right digits, largest |t| {largest:.2f}")
    check(largest < 4.5, "a right digit shows in the time")


KINDS = {"kills": (kills, 100), "drains": (drains, 20), "logs": (logs, 20), "hostile": (hostile, 500), "soak": (lambda tool, requests: soak(partial(Server, tool), requests), 200_000), "timing": (timing, 100_000)}

if __name__ == "__main__":
    sys.exit(choose(KINDS, __doc__))
