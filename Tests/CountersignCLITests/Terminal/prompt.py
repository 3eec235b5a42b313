#!/usr/bin/env python3
"""Plays the person at a terminal: one scenario for each way a passphrase prompt can go.

Usage: prompt.py SCENARIO   (in a folder of its own, with `countersign` on the PATH)
"""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time

PASSPHRASE = b"correct horse"


class Terminal:
    """`countersign` with a pseudo-terminal as its three standard streams, or as some of them."""

    def __init__(self, words, redirect={}):
        self.screen = b""
        self.status = None
        self.child, self.master = pty.fork()
        if self.child == 0:
            for number, path in redirect.items():
                os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
            os.execvp("countersign", ["countersign", *words])

    def read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            chunk = os.read(self.master, 65536)
        except OSError:  # the other end is closed
            chunk = b""
        self.screen += chunk
        return bool(chunk)

    def wait_for(self, text, seconds=30, hidden=True):
        end = time.monotonic() + seconds
        while text not in self.screen:
            check(time.monotonic() < end, f"never saw {text!r}, only {self.screen!r}")
            self.read(0.1)
        # The echo is off before a secret is asked for.
        check(self.echoes() != hidden, f"echo is {'on' if hidden else 'off'} after {text!r}")

    def echoes(self):
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def type(self, keys):
        os.write(self.master, keys)

    def finish(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                while self.read(0.05):
                    pass
                return status
        os.kill(self.child, signal.SIGKILL)
        check(False, f"did not end; screen: {self.screen!r}")


def check(fact, message):
    if not fact:
        sys.exit(f"{sys.argv[1]}: {message}")


def exited(status, code, terminal):
    check(os.WIFEXITED(status) and os.WEXITSTATUS(status) == code, f"status {status}, screen {terminal.screen!r}")
    check(PASSPHRASE not in terminal.screen, f"the passphrase is on the screen: {terminal.screen!r}")


def new_key():
    terminal = Terminal(["key", "new", "--out", "sealed.pem"])
    terminal.wait_for(b"Passphrase of the new key: ")
    terminal.type(PASSPHRASE + b"\n")
    terminal.wait_for(b"Once more: ")
    terminal.type(PASSPHRASE + b"\n")
    exited(terminal.finish(), 0, terminal)
    check(b"public key  04" in terminal.screen, "no public key was printed")
    opened = subprocess.run(
        ["openssl", "pkey", "-in", "sealed.pem", "-noout", "-passin", "pass:" + PASSPHRASE.decode()])
    check(opened.returncode == 0, "openssl does not open the key")


def new_key_two_differ():
    terminal = Terminal(["key", "new", "--out", "sealed.pem"])
    terminal.wait_for(b"Passphrase of the new key: ")
    terminal.type(PASSPHRASE + b"\n")
    terminal.wait_for(b"Once more: ")
    terminal.type(b"another\n")
    exited(terminal.finish(), 64, terminal)
    check(not os.path.exists("sealed.pem"), "a key was written")


def new_key_empty():
    terminal = Terminal(["key", "new", "--out", "sealed.pem"])
    terminal.wait_for(b"Passphrase of the new key: ")
    terminal.type(b"\n")
    terminal.wait_for(b"Once more: ")
    terminal.type(b"\n")
    exited(terminal.finish(), 65, terminal)
    check(not os.path.exists("sealed.pem"), "a key was written")


def open_key():
    make_key()
    terminal = Terminal(["challenge", "sign", "--key", "sealed.pem", "--text", "212212"])
    terminal.wait_for(b"Passphrase of key 'sealed.pem': ")
    terminal.type(PASSPHRASE + b"\n")
    exited(terminal.finish(), 0, terminal)
    check(b"\r\n30" in terminal.screen, f"no signature: {terminal.screen!r}")


def open_key_wrong():
    make_key()
    terminal = Terminal(["key", "show", "sealed.pem"])
    terminal.wait_for(b"Passphrase of key 'sealed.pem': ")
    terminal.type(b"wrong\n")
    exited(terminal.finish(), 77, terminal)


def end_of_input():
    make_key()
    terminal = Terminal(["key", "show", "sealed.pem"])
    terminal.wait_for(b"Passphrase")
    terminal.type(b"\x04")
    exited(terminal.finish(), 64, terminal)


def interrupted(keys, number):
    make_key()
    # A shell of our own keeps the terminal, so that its settings can be looked at afterwards.
    child, master = pty.fork()
    if child == 0:
        os.execvp("sh", ["sh", "-c", 'trap : INT QUIT; countersign key show sealed.pem; echo "status $?"; read line'])
    terminal = Terminal.__new__(Terminal)
    terminal.screen, terminal.child, terminal.master = b"", child, master
    terminal.wait_for(b"Passphrase")
    terminal.type(keys)
    end = time.monotonic() + 30
    while b"status" not in terminal.screen and time.monotonic() < end:
        terminal.read(0.1)
    check(b"status %d" % (128 + number) in terminal.screen, f"screen {terminal.screen!r}")
    check(terminal.echoes(), "the echo is still off")
    terminal.type(b"\n")
    terminal.finish()


def stopped_and_continued():
    make_key()
    terminal = Terminal(["key", "show", "sealed.pem", "--format", "id"])
    terminal.wait_for(b"Passphrase")
    before = terminal.screen.count(b"Passphrase")
    os.kill(terminal.child, signal.SIGTSTP)
    # A session leader's process group is orphaned, so the stop itself may be ignored; the question must come again.
    time.sleep(0.3)
    os.kill(terminal.child, signal.SIGCONT)
    end = time.monotonic() + 30
    while terminal.screen.count(b"Passphrase") == before and time.monotonic() < end:
        terminal.read(0.1)
    check(terminal.screen.count(b"Passphrase") == before + 1, f"screen {terminal.screen!r}")
    time.sleep(0.2)
    terminal.type(PASSPHRASE + b"\n")
    exited(terminal.finish(), 0, terminal)


def no_prompt_without_input_terminal():
    make_key()
    terminal = Terminal(["key", "show", "sealed.pem"], {0: "/dev/null"})
    exited(terminal.finish(), 64, terminal)
    check(b"Passphrase of" not in terminal.screen, f"asked: {terminal.screen!r}")


def no_prompt_without_error_terminal():
    make_key()
    terminal = Terminal(["key", "show", "sealed.pem"], {2: "errors"})
    exited(terminal.finish(), 64, terminal)
    check(b"Passphrase of" not in terminal.screen + open("errors", "rb").read(), "asked")


def no_prompt_when_given():
    make_key()
    terminal = Terminal(["key", "show", "sealed.pem", "--passphrase-file", "passphrase", "--format", "id"])
    exited(terminal.finish(), 0, terminal)
    check(b"Passphrase of" not in terminal.screen, f"asked: {terminal.screen!r}")


def convert():
    make_key()
    subprocess.run(
        ["countersign", "key", "convert", "sealed.pem", "--passphrase-file", "passphrase", "--to", "pkcs8",
         "--no-passphrase", "--out", "plain.pem"], check=True)
    terminal = Terminal(["key", "convert", "plain.pem", "--to", "pkcs8", "--out", "again.pem"])
    terminal.wait_for(b"New passphrase: ")
    terminal.type(PASSPHRASE + b"\n")
    terminal.wait_for(b"Once more: ")
    terminal.type(PASSPHRASE + b"\n")
    exited(terminal.finish(), 0, terminal)
    check(open("again.pem").read().startswith("-----BEGIN ENCRYPTED"), "not encrypted")


def text_from_terminal():
    make_key()
    terminal = Terminal(["challenge", "sign", "--key", "sealed.pem", "--passphrase-file", "passphrase"])
    end = time.monotonic() + 30
    while b"reading the text from the terminal" not in terminal.screen and time.monotonic() < end:
        terminal.read(0.1)
    terminal.type(b"212212\x04\x04")
    exited(terminal.finish(), 0, terminal)
    check(b"30" in terminal.screen, f"no signature: {terminal.screen!r}")


def colour():
    for variables, is_coloured in [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)]:
        saved = dict(os.environ)
        os.environ.pop("NO_COLOR", None)
        os.environ.update({"TERM": "xterm", **variables})
        terminal = Terminal(["key", "show", "absent"])
        exited(terminal.finish(), 66, terminal)
        check((b"\x1b[" in terminal.screen) == is_coloured, f"{variables}: {terminal.screen!r}")
        os.environ.clear()
        os.environ.update(saved)


def asking_phone():
    subprocess.run(["countersign", "device", "new", "phone", "--store", "phones", "--no-passphrase", "--policy", "ask"],
                   check=True, stdout=subprocess.DEVNULL)


def sign_when_asked(keys, status):
    asking_phone()
    terminal = Terminal(["device", "sign", "phone", "--store", "phones", "--text", "\x1b[2Jhello", "--amount", "500",
                         "--subject", "to Grace"])
    # The text cannot command the terminal.
    terminal.wait_for(rb"Sign change_request '\x1B[2Jhello' (to Grace, 500 cents)? [y/N] ", hidden=False)
    terminal.type(keys)
    exited(terminal.finish(), status, terminal)
    check((b"\r\n30" in terminal.screen) == (status == 0), f"signature: {terminal.screen!r}")


def no_question_without_terminal():
    asking_phone()
    terminal = Terminal(["device", "sign", "phone", "--store", "phones", "--text", "hello"], {0: "/dev/null"})
    exited(terminal.finish(), 75, terminal)
    check(b"Sign " not in terminal.screen, f"asked: {terminal.screen!r}")


def code_of_the_sms():
    open("books.json", "w").write('{"persons":[{"id":"ada","number":"+491512345678"}]}')
    bank = subprocess.Popen(["countersign", "sandbox", "serve", "--port", "0", "--otp", "static", "--books", "books.json"],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    os.environ.update(COUNTERSIGN_BANK_URL=bank.stdout.readline().strip(), COUNTERSIGN_BANK_CLIENT_ID="me",
                      COUNTERSIGN_BANK_CLIENT_SECRET="secret")
    try:
        asking_phone()
        terminal = Terminal(["device", "bind", "phone", "--store", "phones", "--person", "ada"])
        terminal.wait_for(b"Code of the SMS: ", hidden=False)
        terminal.type(b"212212\n")
        terminal.wait_for(b"Sign binding '212212'? [y/N] ", hidden=False)
        terminal.type(b"y\n")
        exited(terminal.finish(), 0, terminal)
        check(terminal.screen.endswith(b"bound\r\n"), f"screen {terminal.screen!r}")
    finally:
        bank.terminate()
        bank.wait()


def make_key():
    with open("passphrase", "wb") as file:
        file.write(PASSPHRASE + b"\n")
    subprocess.run(
        ["countersign", "key", "new", "--out", "sealed.pem", "--passphrase-file", "passphrase"],
        check=True, stdout=subprocess.DEVNULL)


SCENARIOS = {
    "new-key": new_key,
    "new-key-two-differ": new_key_two_differ,
    "new-key-empty": new_key_empty,
    "open-key": open_key,
    "open-key-wrong": open_key_wrong,
    "end-of-input": end_of_input,
    "interrupt": lambda: interrupted(b"\x03", signal.SIGINT),
    "quit": lambda: interrupted(b"\x1c", signal.SIGQUIT),
    "stop-and-continue": stopped_and_continued,
    "no-prompt-without-input-terminal": no_prompt_without_input_terminal,
    "no-prompt-without-error-terminal": no_prompt_without_error_terminal,
    "no-prompt-when-given": no_prompt_when_given,
    "convert": convert,
    "text-from-terminal": text_from_terminal,
    "colour": colour,
    "sign-when-asked": lambda: sign_when_asked(b"y\n", 0),
    "deny-when-asked": lambda: sign_when_asked(b"n\n", 1),
    "deny-by-default": lambda: sign_when_asked(b"\n", 1),
    "no-question-without-terminal": no_question_without_terminal,
    "code-of-the-sms": code_of_the_sms,
}

if __name__ == "__main__":
    # A test runner's worker thread blocks signals, and its children inherit that.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    SCENARIOS[sys.argv[1]]()
    print("ok")
