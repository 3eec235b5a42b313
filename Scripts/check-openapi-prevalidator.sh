#!/usr/bin/env bash
# Holds the running pre-validator to its own description: schemathesis sends what the schemas allow and what they do
# not, and every answer must have a documented status, type and body, and be no failure of the server.
# Usage: Scripts/check-openapi-prevalidator.sh [COUNTERSIGN]
# EXAMPLES and SEED set how much is sent and where it starts; what failed is shown as a curl command.
set -euo pipefail
cd "$(dirname "$0")/.."
countersign=${1:-.build/debug/countersign}

environment=$(Scripts/openapi-environment.sh)
folder=$(mktemp -d)
echo '{"tester":"a token of the tester"}' > "$folder/callers.json"
"$countersign" prevalidator serve --port 0 --callers "$folder/callers.json" --store "$folder/store.sqlite" \
    --audit "$folder/audit.ndjson" > "$folder/url" 2> "$folder/log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$folder"' EXIT
until [ -s "$folder/url" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 69; }
    sleep 0.1
done
url=$(cat "$folder/url")
failed=0
"$environment/bin/schemathesis" run "$url/openapi.json" -H 'Authorization: Bearer a token of the tester' \
    --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-20}" --seed "${SEED:-1}" --generation-database none \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
    --continue-on-failure --request-timeout 60 --warnings off --output-truncate false || failed=1
if grep -q '"level":"error"' "$folder/log"; then
    echo "check-openapi-prevalidator: the server logged failures:" >&2
    grep '"level":"error"' "$folder/log" | head -20 >&2
    failed=1
fi
"$countersign" audit check "$folder/audit.ndjson" || failed=1
exit $failed
