#!/usr/bin/env bash
# Prints the folder of a Python environment with schemathesis, which it makes when there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=$PWD/.build-openapi
if [ ! -x "$environment/bin/schemathesis" ]; then
    python3 -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check 'schemathesis>=4.32,<5' >&2
fi
echo "$environment"
