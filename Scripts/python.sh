#!/usr/bin/env bash
# Prints the path of a Python that has the packages of Scripts/requirements.txt: the one on the
# PATH when it has them all, else a virtual environment beside the build.
set -euo pipefail
cd "$(dirname "$0")/.."

have() { "$1" - <<'PY' 2>/dev/null
import importlib.metadata as m, sys
for line in open("Scripts/requirements.txt"):
    name, _, least = line.strip().partition(">=")
    if name and tuple(map(int, m.version(name).split(".")[:2])) < tuple(map(int, least.split(".")[:2])):
        sys.exit(1)
PY
}

if have python3; then
    command -v python3
    exit 0
fi
environment=.build-python
if [ ! -x "$environment/bin/python" ] || ! have "$environment/bin/python"; then
    python3 -m venv "$environment" >&2
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r Scripts/requirements.txt >&2
fi
echo "$PWD/$environment/bin/python"
