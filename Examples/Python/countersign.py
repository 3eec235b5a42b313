"""libcountersign for Python, with nothing but ctypes: copy this file and call what you need.

use_countersign.py beside it shows each call.
"""

import ctypes
import os
from ctypes import POINTER, byref, c_char, c_char_p, c_size_t, c_uint32, c_uint64, c_void_p

OK, MISMATCH, ERROR_BUFFER, ERROR_SIGNATURE, ERROR_HANDLE = 0, 1, 11, 12, 50
SPKI_PEM, PKCS8_ENCRYPTED_PEM, HEX_POINT = 20, 4, 24
FIELD, DER, RS = 1, 2, 3
TABLES_ON_SECOND_USE = 0
NO_OFFSET = 0xFFFFFFFF


class Failure(ctypes.Structure):
    _fields_ = [("status", c_uint32), ("offset", c_uint32), ("code", c_char * 48), ("reason", c_char * 200)]


class Item(ctypes.Structure):
    _fields_ = [
        ("enrolled", c_uint64), ("id", c_char_p), ("id_length", c_size_t), ("point", c_char_p),
        ("text", c_char_p), ("text_length", c_size_t), ("field", c_char_p), ("field_length", c_size_t),
    ]


class Verdict(ctypes.Structure):
    _fields_ = [("code", c_uint32), ("offset", c_uint32)]


_library = ctypes.CDLL(os.environ.get("COUNTERSIGN_LIBRARY", "libcountersign.so.0"))
_key, _bytes, _length = c_uint64, c_char_p, POINTER(c_size_t)
for _name, _arguments in {
    "key_new": [POINTER(_key)],
    "key_import": [_bytes, c_size_t, _bytes, c_size_t, POINTER(_key), POINTER(c_uint32)],
    "key_export": [_key, c_uint32, _bytes, c_size_t, c_void_p, c_size_t, _length],
    "key_close": [_key],
    "sign": [_key, _bytes, c_size_t, c_void_p, c_size_t, _length],
    "verify": [_key, _bytes, c_size_t, _bytes, c_size_t],
    "convert": [c_uint32, _bytes, c_size_t, c_uint32, c_void_p, c_size_t, _length],
    "explain": [_key, _bytes, c_size_t, _bytes, c_size_t, c_void_p, c_size_t, _length],
    "verifier_new": [c_char_p, c_uint64, c_uint32, POINTER(_key)],
    "verifier_enrol": [_key, _key, _bytes, c_size_t, POINTER(c_uint64)],
    "verifier_verify": [_key, POINTER(Item), c_size_t, POINTER(Verdict)],
    "verifier_close": [_key],
}.items():
    _function = getattr(_library, f"countersign_{_name}")
    _function.argtypes = _arguments + [POINTER(Failure)]
    _function.restype = c_uint32
for _name in ["version", "status_name", "verdict_name"]:
    getattr(_library, f"countersign_{_name}").restype = c_char_p


class CountersignError(Exception):
    """`status` is its name ("key_format"), `code` is finer, `offset` is None or the byte that shows it."""

    def __init__(self, failure):
        self.status = status_name(failure.status)
        self.code = failure.code.decode()
        self.offset = None if failure.offset == NO_OFFSET else failure.offset
        super().__init__(f"{failure.reason.decode(errors='replace')} [{self.code}]")


def version():
    return _library.countersign_version().decode()


def status_name(status):
    return _library.countersign_status_name(status).decode()


def _call(name, *arguments, good=(OK,)):
    failure = Failure()
    status = getattr(_library, f"countersign_{name}")(*arguments, byref(failure))
    if status not in good:
        raise CountersignError(failure)
    return status, failure


def _output(name, *arguments, good=(OK,)):
    """Calls with a buffer, and with a larger one where that was too small."""
    capacity, length = 512, c_size_t()
    while True:
        buffer = ctypes.create_string_buffer(capacity)
        status, failure = _call(name, *arguments, buffer, capacity, byref(length), good=good + (ERROR_BUFFER,))
        if status != ERROR_BUFFER:
            return buffer.raw[: length.value], status, failure
        capacity = length.value + 1


class Key:
    """A P-256 key, private or public. Texts are str (signed as UTF-8) or bytes."""

    def __init__(self, data=None, passphrase=None):
        handle = _key()
        if data is None:
            _call("key_new", byref(handle))
        else:
            _call("key_import", data, len(data), passphrase, len(passphrase or b""), byref(handle), None)
        self.handle = handle.value

    def export(self, format, passphrase=None):
        return _output("key_export", self.handle, format, passphrase, len(passphrase or b""))[0]

    def length(self, format):
        """The length of an export, asked for without a buffer; the answer is the status ERROR_BUFFER."""
        length = c_size_t()
        status, _ = _call("key_export", self.handle, format, None, 0, None, 0, byref(length), good=(ERROR_BUFFER,))
        return length.value, status_name(status)

    def sign(self, text):
        text = _encoded(text)
        return _output("sign", self.handle, text, len(text))[0].decode()

    def verify(self, text, field):
        """True or False; what is no signature at all raises CountersignError."""
        text, field = _encoded(text), _encoded(field)
        return _call("verify", self.handle, text, len(text), field, len(field), good=(OK, MISMATCH))[0] == OK

    def explain(self, text, field):
        """The JSON of a diagnosis, and the code of its first finding ("valid" where there is nothing to explain)."""
        text, field = _encoded(text), _encoded(field)
        json, status, failure = _output(
            "explain", self.handle, text, len(text), field, len(field), good=(OK, MISMATCH))
        return json.decode(), "valid" if status == OK else failure.code.decode()

    def close(self):
        _call("key_close", self.handle)


class Verifier:
    """Verifies many signatures at once; keys are enrolled under ids."""

    def __init__(self):
        handle = _key()
        _call("verifier_new", None, 0, TABLES_ON_SECOND_USE, byref(handle))
        self.handle = handle.value

    def enrol(self, key, id):
        number, id = c_uint64(), _encoded(id)
        _call("verifier_enrol", self.handle, key.handle, id, len(id), byref(number))
        return number.value

    def verify(self, questions):
        """Names of the verdicts of (key, text, field), where key is an id, a number of enrol or a point's 65 bytes."""
        items, verdicts = (Item * len(questions))(), (Verdict * len(questions))()
        for item, (key, text, field) in zip(items, questions):
            item.text, item.field = _encoded(text), _encoded(field)
            item.text_length, item.field_length = len(_encoded(text)), len(_encoded(field))
            if isinstance(key, int):
                item.enrolled = key
            elif isinstance(key, bytes) and len(key) == 65:
                item.point = key
            else:
                item.id, item.id_length = _encoded(key), len(_encoded(key))
        _call("verifier_verify", self.handle, items, len(questions), verdicts)
        return [_library.countersign_verdict_name(verdict.code).decode() for verdict in verdicts]

    def close(self):
        _call("verifier_close", self.handle)


def convert(signature, source, target):
    return _output("convert", source, _encoded(signature), len(signature), target)[0]


def _encoded(text):
    return text.encode() if isinstance(text, str) else text
