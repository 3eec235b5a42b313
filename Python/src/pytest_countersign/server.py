"""The tool as a server of its own process."""

import json
import subprocess
import tempfile
import threading


class Server:
    """Runs `countersign … serve` on a free port until it is stopped."""

    def __init__(self, binary, *words, environment=None, patience=60):
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [binary, *words, "--port", "0", "--json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self._log, env=environment)
        # A server that never says where it listens must not hang the tests.
        timer = threading.Timer(patience, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        if not line:
            self.stop()
            self._log.seek(0)
            raise RuntimeError(f"countersign {' '.join(words)}: {self._log.read().decode(errors='replace')}")
        self.url = json.loads(line)["url"]

    def stop(self):
        """Ends the server and returns its exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            code = self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._process.stdout.close()
        return code
