"""A generated file: written, or with --check compared with what is there."""

import pathlib
import sys


def settle(path, text):
    """Writes the text; with --check on the command line nothing is written, and a difference ends the program with 1."""
    arguments = sys.argv[1:]
    if arguments not in ([], ["--check"]):
        sys.exit(f"usage: {sys.argv[0]} [--check]")
    file = pathlib.Path(path)
    if not arguments:
        file.write_text(text, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        sys.exit(f"{path} is not what {sys.argv[0]} writes: run it without --check")
