#!/usr/bin/env python3
"""Runs every command that a document shows and compares what it prints.

In a ```console block a line that starts with "$ " is a command and the lines below it are its output, up
to the next command. "…" stands for any text within a line, and a line "…" for any number of lines. A command that
must fail is followed by a line "(exit code N)". Each document's blocks run in order in one shell and one empty
folder, with the built tool on the PATH.

Usage: check-documents.py COUNTERSIGN FILE...
"""

import os
import re
import subprocess
import sys
import tempfile


def blocks(path):
    """Yields (line number, lines) of each console block."""
    inside, start, lines = False, 0, []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not inside and line == "```console":
            inside, start, lines = True, number, []
        elif inside and line == "```":
            inside = False
            yield start, lines
        elif inside:
            lines.append(line)


def steps(lines):
    """Yields (command, expected output lines, expected exit code)."""
    command, expected, code = None, [], 0
    for line in lines:
        if line.startswith("$ "):
            if command is not None:
                yield command, expected, code
            command, expected, code = line[2:], [], 0
        elif command is not None and command.endswith("\\"):
            command = command[:-1] + line.strip()
        elif match := re.fullmatch(r"\(exit code (\d+)\)", line):
            code = int(match.group(1))
        else:
            expected.append(line)
    if command is not None:
        yield command, expected, code


def pattern(expected):
    parts = []
    for line in expected:
        parts.append(r"(?:.*\n)*?" if line == "…" else ".+".join(map(re.escape, line.split("…"))) + r"\n")
    return "".join(parts)


class Shell:
    """One bash for all commands of a document, so that variables and files last."""

    def __init__(self, folder, environment):
        self.mark = "end-of-command-" + os.urandom(8).hex()
        self.process = subprocess.Popen(
            ["bash"], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)

    def run(self, command):
        """Returns what the command printed and its exit code."""
        self.process.stdin.write(f"{{ {command}\n}} </dev/null; printf '{self.mark} %d\\n' $?\n")
        self.process.stdin.flush()
        output = ""
        for line in self.process.stdout:
            text, found, code = line.partition(self.mark)
            output += text
            if found:
                return output, int(code)
        return output, -1

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


def check(document, tool):
    failures = count = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, PATH=os.path.dirname(tool) + os.pathsep + os.environ["PATH"], NO_COLOR="1")
        shell = Shell(folder, environment)
        for start, lines in blocks(document):
            for command, expected, code in steps(lines):
                count += 1
                output, status = shell.run(command)
                if status != code or not re.fullmatch(pattern(expected), output):
                    failures += 1
                    print(f"{document}:{start}: $ {command}\nexpected (exit code {code}):", *expected,
                          f"got (exit code {status}):", output, sep="\n", file=sys.stderr)
        shell.close()
    return count, failures


def main():
    tool, documents = os.path.realpath(sys.argv[1]), sys.argv[2:]
    total = failed = 0
    for document in documents:
        count, failures = check(document, tool)
        print(f"check-documents: {document}: {count} commands, {failures} differ")
        total, failed = total + count, failed + failures
    if total == 0:
        sys.exit("check-documents: no command was found")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
