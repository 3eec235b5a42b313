#!/usr/bin/env python3
"""Faults of the pre-validator that need its process: hostile connections, and its end under load.

  hostile [CONNECTIONS]  slow, idle, huge, broken and reset connections at once, calls that no client should make, and
                         who sends lines and reads no answer: all of them answered as documented or closed, no failure
                         of the server, no growth
  race [CONNECTIONS]     one signature over so many connections, each open and its call there but for the last byte; then
                         those last bytes at once: exactly one ok, and no failure
  drains [ROUNDS]        SIGTERM under load: it ends with 0, soon; what has begun is answered; what was acknowledged is
                         there after a new start, and what was spent stays spent

Usage: check-prevalidator.py COUNTERSIGN hostile|race|drains [COUNT]
"""

import collections
import http.client
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from hostile_calls import Call, allow_descriptors, answer_of, assault, broken_requests, crowd, deep, read_answer, refused, status_of
from service_process import PATIENCE, Service, check, choose

TOKEN = "a long random token"
TEXT = "text to sign"


class Server(Service):
    def __init__(self, tool, *options, descriptors=None):
        super().__init__(tool, ["prevalidator", "serve", "--port", "0", *options], descriptors)


class Client:
    """One connection with a token."""

    def __init__(self, server, token=TOKEN):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self.headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}

    def call(self, method, path, body=None):
        self.connection.request(method, path, body and json.dumps(body).encode(), self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None

    def register(self, challenge):
        status, _ = self.call("POST", "/v1/challenges", {"challenge_id": challenge, "device_id": "phone", "text": TEXT, "lifetime_seconds": 3600})
        check(status == 201, f"register answered {status}")

    def verify(self, challenge, field):
        return self.call("POST", "/v1/verify", {"challenge_id": challenge, "signature": field})


class Phone:
    """A key, and its signature over TEXT: one text serves all challenges."""

    def __init__(self, tool, folder):
        run = lambda *words: subprocess.run([tool, *words], check=True, capture_output=True, text=True).stdout
        key = os.path.join(folder, "phone.pem")
        run("key", "new", "--no-passphrase", "--out", key)
        self.point = json.loads(run("key", "show", key, "--json"))["point"]
        self.field = run("challenge", "sign", "--key", key, "--text", TEXT).strip()

    def enrol(self, server):
        status, _ = Client(server).call("POST", "/v1/keys", {"device_id": "phone", "key": self.point})
        check(status == 201, f"enrol answered {status}")


def is_problem(name, status, head, body):
    """Whatever was understood as a call has the documented shape."""
    if status in (0, 200) or not body:
        return
    problem = json.loads(body)
    check(b"application/problem+json" in head and problem["status"] == status and problem["code"] and problem["request_id"],
          f"{name}: no problem: {head[:200]!r} {body[:200]!r}")


def battery(server):
    """Calls that no client should make; each must be refused as documented, or closed. Gives how many were made."""
    token = {"Authorization": "Bearer " + TOKEN}
    json_type = token | {"Content-Type": "application/json"}
    count = 0
    for path in ("/v1/verify", "/v1/keys", "/v1/challenges"):
        call = Call("POST", path, json_type)
        count += refused(server, broken_requests(call) | {
            "signature of 10 MB": (call.body(b'{"signature":"' + b"30" * (5 << 20) + b'"}'), {0, 413}),
            "deep 65": (call.body(deep(65)), {400}), "deep 10 000": (call.body(deep(10_000)), {400}),
            "deep 100 000": (call.body(deep(100_000)), {0, 413}),
            "number of 60 000 digits": (call.body(b'{"text":' + b"9" * 60_000 + b"}"), {400}),
            "wrong type": (call.body(b'{"challenge_id":1,"device_id":1,"key":1,"signature":1,"text":1}'), {400}),
            "array": (call.body(b"[]"), {400}), "nothing": (call.body(b""), {400}),
            "5 000 members": (call.body(b'{"text":1,' + b",".join(b'"%x":1' % i for i in range(5_000)) + b"}"), {400}),
            "form": (Call("POST", path, token | {"Content-Type": "application/x-www-form-urlencoded"}).body(b"a=b"), {415}),
            **{f"method {method}": (Call(method, path, json_type).body(b"{}"), {405})
               for method in ("PUT", "PATCH", "TRACE", "OPTIONS", "DELETE", "GET", "SEARCH")},
            "method of nobody": (Call("BREW", path, json_type).body(b"{}"), {0, 400, 405}),
            **{f"token {number}": (Call("POST", path, headers).body(b"{}"), {401}) for number, headers in enumerate([
                {}, {"Authorization": "Bearer"}, {"Authorization": "Bearer "}, {"Authorization": "Bearer wrong"},
                {"Authorization": TOKEN}, {"Authorization": "Basic " + TOKEN}, {"Authorization": "Bearer " + TOKEN + "x"},
                {"Authorization": "Bearer " + TOKEN[:-1]}, {"Authorization": "Bearer " + "x" * 8_000}])},
        }, judge=is_problem)
    get = lambda path, headers=json_type: [Call("GET", path, headers).head() + b"\r\n"]
    count += refused(server, {
        **{f"path {path[:40]}": (get(path), {0, 400, 404, 405}) for path in (
            "/v1/keys/", "/v1//keys", "/v1/keys/%00", "/v1/keys/%ff%fe", "/v1/keys/%", "/v1/keys/%zz", "/v1/keys/../verify",
            "/v1/keys/" + "k" * 8_000, "/V1/VERIFY", "/v1/verify/", "/", "//", "/v1/devices//keys", "/v1/challenges/%2e%2e%2f",
            "/v1/keys/\xe9")},
        "ext_authz without a token": (get("/v1/ext_authz/v1/persons/p"), {401}),
        "ext_authz, disguised": (Call("POST", "/v1/ext_authz//v1/change_requests/c/confirm", {"x-countersign-authorization": "Bearer " + TOKEN}).body(b"{}"), {404}),
    }, judge=lambda name, status, head, body: "ext" in name or is_problem(name, status, head, body))
    return count + pipelines(server, json_type) + batches(server, token)


def pipelines(server, headers):
    """Calls in one piece: each is answered, in their order, until one is junk; then the connection ends."""
    one = b"".join(Call("POST", "/v1/verify", headers).body(b'{"challenge_id":"none","signature":"30"}'))
    with server.raw() as connection:
        connection.sendall(one * 100)
        for number in range(100):
            check(status_of(connection_answer(connection)) == 200, f"pipelined call {number} has no answer")
    for junk in (b"\x00" * 100, b"GET\r\n\r\n", b"POST /v1/verify HTTP/9.9\r\n\r\n", b"{}" * 50):
        with server.raw() as connection:
            connection.sendall(one + junk)
            head, rest = connection_answer(connection), b""
            connection.settimeout(60)
            try:
                while piece := connection.recv(1 << 16):
                    rest += piece
            except TimeoutError:
                check(False, f"junk {junk[:10]!r} behind a call leaves the connection open")
            except OSError:
                pass
            check(status_of(head) in (0, 200, 400) and b"HTTP/1.1 5" not in rest, f"junk behind a call: {head!r} {rest[:100]!r}")
    return 104


def connection_answer(connection):
    """The head of the next answer, and nothing of the one behind it."""
    received = b""
    try:
        while b"\r\n\r\n" not in received:
            piece = connection.recv(1)
            if not piece:
                return b""
            received += piece
        length = int(received.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while length > 0:
            length -= len(connection.recv(length))
    except (OSError, IndexError):
        pass
    return received


def batches(server, token):
    """Streams of lines: a line for a line, a line too long ends it."""
    call = Call("POST", "/v1/verify/batch", token | {"Content-Type": "application/x-ndjson", "Connection": "close"})
    lines = [b"[" * 1000, b"\xff\xfe", b"{}", b'{"id":7}', b"nul\x00", b'{"id":"a","challenge_id":"none","signature":"30"}']
    for name, body, last in (
            ("bad lines", b"\n".join(lines * 500), b'"code":"challenge_unknown"'),
            ("line of 4 MB", b"x" * (4 << 20), b'"error":"line_too_long"'),
            ("blank lines", b"\n" * (1 << 20), None)):
        with server.raw() as connection:
            sender = threading.Thread(target=send_all, args=(connection, b"".join(call.body(body))))
            sender.start()
            received = b""
            try:
                while piece := connection.recv(1 << 16):
                    received += piece
            except OSError:
                pass
            sender.join()
        check(status_of(received) == 200, f"{name}: {received[:100]!r}")
        answer = received.split(b"\r\n\r\n", 1)[1]
        check(last in answer if last else answer.strip(b"0\r\n") == b"", f"{name}: {answer[-200:]!r}")
    return 3


def send_all(connection, data):
    try:
        connection.sendall(data)
    except OSError:
        pass


def unread(server):
    """Who sends lines without end and reads no answer is held back, and costs no memory."""
    call = Call("POST", "/v1/verify/batch", {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/x-ndjson"})
    lines = b'{"id":"a","challenge_id":"none","signature":"30"}\n' * 20_000
    sent = 0
    with server.raw(timeout=3) as connection:
        try:
            connection.sendall(call.head() + b"Content-Length: 1000000000\r\n\r\n")
            while sent < 300 << 20:
                connection.sendall(lines)
                sent += len(lines)
        except OSError:
            pass
    check(sent < 300 << 20, "lines are taken without end although no answer is read")


def hostile(tool, connections):
    allow_descriptors()
    folder = tempfile.mkdtemp()
    try:
        callers = os.path.join(folder, "callers.json")
        with open(callers, "w", encoding="utf-8") as file:
            json.dump({"tester": TOKEN}, file)
        options = ["--callers", callers, "--request-timeout", "10", "--bank", "http://127.0.0.1:9", "--proxy-port", "0"]
        server = Server(tool, *options)
        phone = Phone(tool, folder)
        phone.enrol(server)
        # What reaches the proxy is broken as HTTP, or goes to a bank that is not there.
        proxied = Call("POST", "/v1/change_requests/c/confirm", {"Content-Type": "application/json"})
        cases = {name: (pieces, allowed | {502}) for name, (pieces, allowed) in broken_requests(proxied).items()}

        def both():
            return battery(server) + refused(server, cases, port=server.ports[1])

        # What is held for once is held at the most.
        both()
        unread(server)
        found = assault(server, Call("POST", "/v1/verify", {"Authorization": "Bearer " + TOKEN}), connections, both)
        client = Client(server)
        client.register("after")
        check(client.verify("after", phone.field)[1]["code"] == "ok", "no service afterwards")
        client.connection.request("GET", "/metrics")
        metrics = client.connection.getresponse().read().decode()
        failures = [line for line in metrics.splitlines() if 'status="5' in line]
        check(not failures, f"failures of the server: {failures}")
        check(server.end() == 0, "the server did not end well")
        check(server.logged().count('"level":"error"') == server.logged().count("the bank gave no answer"), "failures in the log")
        crowd(Server(tool, "--anonymous", descriptors=256))
        print("hostile: " + found + "; 0 failures of the server")
    finally:
        shutil.rmtree(folder)


def drains(tool, rounds):
    folder = tempfile.mkdtemp()
    accepted = begun = slowest = 0
    try:
        options = ["--anonymous", "--store", os.path.join(folder, "store.sqlite"), "--audit", os.path.join(folder, "audit.ndjson")]
        phone = Phone(tool, folder)
        server = Server(tool, *options)
        phone.enrol(server)
        for number in range(rounds):
            known, lock = {}, threading.Lock()

            def work(worker):
                try:
                    client = Client(server)
                    for place in range(1_000_000):
                        challenge = f"{number}-{worker}-{place}"
                        client.register(challenge)
                        with lock:
                            known[challenge] = "registered"
                        status, body = client.verify(challenge, phone.field)
                        check(status == 200 and body["code"] == "ok", f"verify answered {status} {body}")
                        with lock:
                            known[challenge] = "ok"
                except (OSError, http.client.HTTPException):
                    pass  # the server is gone

            # Calls that have begun when the signal comes: half of their bodies is there.
            halves = [half_sent(server, number, index, phone.field) for index in range(20)]
            workers = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
            for worker in workers:
                worker.start()
            time.sleep(random.uniform(0.1, 0.6))
            start = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            for connection, rest in halves:
                connection.sendall(rest)
            for connection, _ in halves:
                head, body = read_answer(connection)
                check(status_of(head) == 200 and b'"code":"ok"' in body, f"round {number}: a call that had begun: {head!r} {body!r}")
                connection.close()
                begun += 1
            code = server.process.wait(PATIENCE)
            slowest = max(slowest, time.monotonic() - start)
            check(code == 0, f"round {number}: the server ended with {code}")
            server.process.stdout.close()
            for worker in workers:
                worker.join()
            server = Server(tool, *options)
            client = Client(server)
            for challenge, state in known.items():
                answer = client.verify(challenge, phone.field)[1]["code"]
                if state == "ok":
                    check(answer == "challenge_consumed", f"round {number}: an accepted challenge is {answer}")
                    accepted += 1
                else:
                    check(answer in ("ok", "challenge_consumed"), f"round {number}: an acknowledged challenge is {answer}")
            for index in range(20):
                check(client.verify(f"{number}-half-{index}", phone.field)[1]["code"] == "challenge_consumed", "accepted twice")
        check(server.end() == 0, "the server did not end well")
        check(accepted > rounds, "too little was accepted to say anything")
        checked = subprocess.run([tool, "audit", "check", os.path.join(folder, "audit.ndjson")], capture_output=True, text=True)
        check(checked.returncode == 0 and "intact" in checked.stdout, f"the audit log: {checked.stdout}")
        print(f"drains: {rounds} rounds, at most {slowest:.1f} s to end; {accepted} accepted and spent, {begun} calls that had "
              "begun answered, 0 lost, 0 accepted twice; audit log intact")
    finally:
        shutil.rmtree(folder)


def half_sent(server, number, index, field):
    """A connection with half a call, and its other half."""
    challenge = f"{number}-half-{index}"
    Client(server).register(challenge)
    body = json.dumps({"challenge_id": challenge, "signature": field}).encode()
    connection = socket.create_connection(("127.0.0.1", server.port), 60)
    head, body = Call("POST", "/v1/verify", {"Content-Type": "application/json"}).body(body)
    connection.sendall(head + body[:20])
    return connection, body[20:]


def race(tool, connections):
    folder = tempfile.mkdtemp()
    allow_descriptors()
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    check(limit > connections + 200, f"{connections} connections need more descriptors than {limit} (ulimit -n)")
    try:
        server = Server(tool, "--anonymous", "--store", os.path.join(folder, "store.sqlite"), "--request-timeout", "600")
        phone = Phone(tool, folder)
        phone.enrol(server)
        Client(server).register("c")
        body = json.dumps({"challenge_id": "c", "signature": phone.field}).encode()
        head, body = Call("POST", "/v1/verify", {"Content-Type": "application/json"}).body(body)
        crowd = []
        for _ in range(connections):
            crowd.append(server.raw(PATIENCE))
            crowd[-1].sendall(head + body[:-1])
        begun = time.monotonic()
        for connection in crowd:
            connection.sendall(body[-1:])
        codes = collections.Counter()
        for connection in crowd:
            head, answer = read_answer(connection)
            codes[json.loads(answer)["code"] if status_of(head) == 200 else status_of(head)] += 1
            connection.close()
        took = time.monotonic() - begun
        check(codes == {"ok": 1, "challenge_consumed": connections - 1}, f"{connections} posts at once: {dict(codes)}")
        check(server.end() == 0, "the server did not end well")
        print(f"race: {connections} connections open at once (ulimit -n {limit}), released and answered in {took:.1f} s: "
              f"1 ok, {connections - 1} challenge_consumed, 0 failures")
    finally:
        shutil.rmtree(folder)


KINDS = {"hostile": (hostile, 500), "race": (race, 10_000), "drains": (drains, 20)}

if __name__ == "__main__":
    sys.exit(choose(KINDS, __doc__))
