"""JSON over HTTP with the standard library."""

import json
import urllib.error
import urllib.request


class Refused(Exception):
    """An answer other than 2xx."""

    def __init__(self, status, body):
        super().__init__(f"HTTP {status}: {body}")
        self.status = status
        self.body = body

    @property
    def code(self):
        """The error's code, in whichever shape it came."""
        body = self.body if isinstance(self.body, dict) else {}
        entries = body.get("errors") or [body]
        return entries[0].get("code")


# Never through a proxy: the servers are on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(method, url, body=None, headers=None, data=None, timeout=60):
    """Returns the parsed JSON of a 2xx answer (None where it is empty); raises Refused for any other."""
    headers = dict(headers or {})
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with _opener.open(request, timeout=timeout) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            text = error.read()
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = text.decode(errors="replace")
        raise Refused(error.code, parsed) from None
    return json.loads(text) if text else None
