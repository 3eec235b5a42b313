#!/usr/bin/env bash
# Runs the tests of the Python package against a built tool.
# Usage: Scripts/check-pytest.sh COUNTERSIGN
set -euo pipefail
cd "$(dirname "$0")/.."
countersign=$(realpath "${1:?usage: Scripts/check-pytest.sh COUNTERSIGN}")
python=python3
if ! python3 -c 'import pytest' 2>/dev/null; then
    environment=.build-pytest
    [ -x "$environment/bin/python" ] || python3 -m venv "$environment" >&2
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check 'pytest>=7' >&2
    python=$environment/bin/python
fi
# -p: as pip's entry point would load it, without installing anything.
PYTHONPATH=Python/src PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -q -p pytest_countersign.plugin -p no:cacheprovider \
    --countersign "$countersign" Python/tests
