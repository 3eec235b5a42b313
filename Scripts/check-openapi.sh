#!/usr/bin/env bash
# Holds the running sandbox to its own description: schemathesis sends what the schemas allow and what they do not, and
# every answer must have a documented status, type and body, and be no failure of the server.
# Usage: Scripts/check-openapi.sh [COUNTERSIGN]
# EXAMPLES and SEED set how much is sent and where it starts; what failed is shown as a curl command.
set -euo pipefail
cd "$(dirname "$0")/.."
countersign=${1:-.build/debug/countersign}
examples=${EXAMPLES:-20}
seed=${SEED:-1}

environment=$(Scripts/openapi-environment.sh)
folder=$(mktemp -d)
"$countersign" sandbox serve --port 0 --seed "$seed" --otp static > "$folder/url" 2> "$folder/log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$folder"' EXIT
until [ -s "$folder/url" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 69; }
    sleep 0.1
done
url=$(cat "$folder/url")

# A method that the description leaves out may be one that takes something away.
printf '[phases.coverage]\nunexpected-methods = []\n' > "$folder/schemathesis.toml"

# Each run is a client of its own, and so has a bank of its own: what one breaks does not hide what another finds.
# The second run knows ids that exist, so that calls succeed; what would take them away comes last.
failed=0
for run in strangers customers control platform endings; do
    "$environment/bin/python" Scripts/openapi-run.py "$url" "$run" "$folder/$run.json" > "$folder/token"
    echo "check-openapi: $run"
    # In the folder: it leaves files where it is started.
    (cd "$folder" && "$environment/bin/schemathesis" run "$folder/$run.json" --url "$url" -H "Authorization: $(cat "$folder/token")" \
        --phases examples,coverage,fuzzing --max-examples "$examples" --seed "$seed" --generation-database none \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance \
        --continue-on-failure --request-timeout 60 --warnings off --output-truncate false) || failed=1
done
"$environment/bin/python" Scripts/openapi-run.py "$url" summary || failed=1
if grep -q '"level":"error"' "$folder/log"; then
    echo "check-openapi: the server logged failures:" >&2
    grep '"level":"error"' "$folder/log" | head -20 >&2
    failed=1
fi
exit $failed
