"""A service of the tool as a process on a free port, for the checks that look at it from outside."""

import atexit
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile

PATIENCE = 300


class Service:
    def __init__(self, tool, words, descriptors=None):
        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([tool, *words], stdout=subprocess.PIPE, stderr=self.log, preexec_fn=limit)
        # A check that fails ends the script, and must not leave its service behind.
        atexit.register(self.process.kill)
        # One line: the address, and where there is a proxy its address.
        self.ports = [int(url.rsplit(":", 1)[1]) for url in self.process.stdout.readline().decode().split()]
        check(self.ports, f"no address: {self.logged()}")
        self.port = self.ports[0]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code

    def resident(self):
        """MiB of memory."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def raw(self, timeout=60, port=None):
        return socket.create_connection(("127.0.0.1", port or self.port), timeout)

    def logged(self):
        self.log.seek(0)
        return self.log.read().decode()


def check(condition, text):
    if not condition:
        print(f"{os.path.basename(sys.argv[0])}: {text}")
        sys.exit(1)


def choose(kinds, usage):
    """Runs the check that the command line names, `SCRIPT COUNTERSIGN KIND [NUMBER]`; returns the exit code.

    kinds: by its name, the function and its usual number.
    """
    if len(sys.argv) not in (3, 4) or sys.argv[2] not in kinds:
        print(usage.strip(), file=sys.stderr)
        return 64
    run, usual = kinds[sys.argv[2]]
    run(os.path.abspath(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) == 4 else usual)
    return 0
