"""Calls and connections that no client should make, for any of the services."""

import resource
import socket
import threading
import time

from service_process import check

MEBI = b"x" * (1 << 20)
RESET = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # linger for 0 seconds: closing resets the connection


class Call:
    """The head of a call that would be right."""

    def __init__(self, method, path, headers):
        self.method, self.path, self.headers = method, path, headers

    def head(self):
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in self.headers.items())]
        return ("\r\n".join(lines) + "\r\n").encode()

    def body(self, text):
        return [self.head() + b"Content-Length: %d\r\n\r\n" % len(text), text]


def deep(levels):
    return b'{"a":' * levels + b"1" + b"}" * levels


def broken_requests(call):
    """By name the pieces of a request that is broken as HTTP or as JSON, and the statuses that it may have; 0 is a
    connection that is closed without an answer."""
    head = call.head()
    return {
        "100 MB": ([head + b"Content-Length: 104857600\r\n\r\n"] + [MEBI] * 100, {0, 413}),
        "endless chunks": ([head + b"Transfer-Encoding: chunked\r\n\r\n"] + [b"100000\r\n" + MEBI + b"\r\n"] * 64, {0, 413}),
        "100 000 headers": ([b"GET /livez HTTP/1.1\r\nHost: x\r\n"] + [b"a: b\r\n" * 1000] * 100 + [b"\r\n"], {0, 400, 431}),
        "header of 1 MB": ([b"GET /livez HTTP/1.1\r\nHost: x\r\na: ", MEBI, b"\r\n\r\n"], {0, 400, 431}),
        "path of 1 MB": ([b"GET /", MEBI, b" HTTP/1.1\r\nHost: x\r\n\r\n"], {0, 400, 414, 431}),
        "two lengths": ([head + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "], {0, 400}),
        "length and chunks": ([head + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], {0, 400}),
        "no length at all": ([head + b"Content-Length: x\r\n\r\n{}"], {0, 400}),
        "no HTTP": ([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20], {0, 400}),
        "equal names": (call.body(b'{"a":1,"a":2}'), {400}), "UTF-16": (call.body('{"a":1}'.encode("utf-16")), {400}),
        "mark": (call.body(b"\xef\xbb\xbf{}"), {400}), "lone surrogate": (call.body(b'{"a":"\\ud800"}'), {400}),
        "bad UTF-8": (call.body(b'{"a":"\xff\xfe"}'), {400}), "comma": (call.body(b'{"a":1,}'), {400}),
        "NUL": (call.body(b'{"a":1}\x00'), {400}),
    }


def answer_of(service, pieces, port=None):
    """What comes back for these bytes until the answer is whole or the connection ends: head and body."""
    with service.raw(port=port) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
        except OSError:
            pass  # closed before all was sent: its answer may still be there
        return read_answer(connection)


def read_answer(connection):
    """The next answer of a connection; `(b"", b"")` where it is closed without one."""
    received = b""
    try:
        while b"\r\n\r\n" not in received:
            piece = connection.recv(1 << 16)
            if not piece:
                return b"", b""
            received += piece
        head, body = received.split(b"\r\n\r\n", 1)
        length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
        while len(body) < length:
            piece = connection.recv(1 << 16)
            if not piece:
                break
            body += piece
        return head, body
    except OSError:
        return b"", b""


def status_of(head):
    return int(head.split()[1]) if head.startswith(b"HTTP/") else 0


def refused(service, cases, port=None, judge=None):
    """Makes each call and looks at its status; `judge` is told name, status, head and body. Gives how many there were."""
    for name, (pieces, allowed) in cases.items():
        head, body = answer_of(service, pieces, port)
        status = status_of(head)
        check(status in allowed, f"{name}: status {status}, {head[:200]!r} {body[:200]!r}")
        if judge:
            judge(name, status, head, body)
    return len(cases)


def allow_descriptors():
    """For this process, whose ends of the connections count too."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def assault(service, call, connections, battery):
    """Slow, idle and reset connections beside a battery of bad calls; says what was found."""
    battery()
    time.sleep(2)
    memory, files = service.resident(), service.descriptors()
    # Slow heads, slow bodies, and connections that say nothing.
    begun = time.monotonic()
    slow = [service.raw() for _ in range(3 * connections)]
    parts = [b"GET /livez HTTP/1.1\r\nHost: x\r\nA: ", call.head() + b"Content-Length: 1000\r\n\r\n", b""]
    for number, connection in enumerate(slow):
        connection.sendall(parts[number % 3])
    waits, cases = [], 0
    end = time.monotonic() + 8
    while time.monotonic() < end:
        for number, connection in enumerate(slow):
            if number % 3 < 2:
                try:
                    connection.send(b" ")
                except OSError:
                    pass
        cases += battery()
        for _ in range(20):
            start = time.monotonic()
            check(health(service) == 200, "no health while others were slow")
            waits.append(time.monotonic() - start)
    for _ in range(2000):
        connection = service.raw()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.close()
    # Every slow connection is closed by the server itself.
    for connection in slow:
        connection.settimeout(max(1, 60 - (time.monotonic() - begun)))
        try:
            while connection.recv(1 << 16):
                pass
        except TimeoutError:
            check(False, "a slow connection is open after 60 s")
        except OSError:
            pass
        connection.close()
    took = time.monotonic() - begun
    deadline = time.monotonic() + 60
    while service.descriptors() > files + 5 and time.monotonic() < deadline:
        time.sleep(0.2)
    check(service.process.poll() is None, "the process is gone")
    check(service.descriptors() <= files + 5, f"{service.descriptors() - files} descriptors are left open")
    growth = service.resident() - memory
    check(growth < 100, f"memory grew by {growth:.0f} MiB")
    waits.sort()
    return (f"{3 * connections} slow connections closed within {took:.0f} s, {cases} bad calls, 2000 resets; health "
            f"p99 {1000 * waits[int(len(waits) * 0.99)]:.0f} ms; memory {growth:+.0f} MiB; descriptors as before")


def health(service):
    with service.raw() as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return status_of(read_answer(connection)[0])


def crowd(service, callers=()):
    """More connections than the process has descriptors for; ends it. callers: calls on connections that were there
    before, which go on meanwhile."""
    connections, failures = [], []
    for _ in range(2000):
        try:
            connections.append(service.raw(timeout=1))
        except OSError:
            break

    def go_on(call):
        end = time.monotonic() + 3
        try:
            while time.monotonic() < end:
                call()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=go_on, args=(call,)) for call in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(not failures, f"calls beside {len(connections)} connections failed: {failures[:1]}, exit code {service.process.poll()}")
    for connection in connections:
        connection.close()
    deadline = time.monotonic() + 60
    while True:
        try:
            found = health(service)
            if found == 200:
                break
        except OSError as error:
            found = error
        check(time.monotonic() < deadline, f"no service after {len(connections)} connections had left: {found!r}, exit "
                                           f"code {service.process.poll()}, {service.logged()[-500:]}")
        time.sleep(0.1)
    check(service.end() == 0, "the server did not end well")
