#!/usr/bin/env bash
# Runs the tests of the Python package against a built tool, and the example of its README.
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
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n '/^```python$/,/^```$/p' Python/README.md | sed '/^```/d' > "$folder/test_readme.py"
grep -q '^def test_' "$folder/test_readme.py"
# -p: as pip's entry point would load it, without installing anything.
PYTHONPATH=Python/src PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -q -p pytest_countersign.plugin -p no:cacheprovider \
    --countersign "$countersign" Python/tests "$folder/test_readme.py"
