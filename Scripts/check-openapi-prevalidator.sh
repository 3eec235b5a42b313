#!/usr/bin/env bash
# Holds the running pre-validator to its own description: schemathesis sends what the schemas allow and what they do
# not, and every answer must have a documented status, type and body, and be no failure of the server.
# Usage: Scripts/check-openapi-prevalidator.sh [COUNTERSIGN]
# EXAMPLES and SEED set how much is sent and where it starts; what failed is shown as a curl command.
set -euo pipefail
cd "$(dirname "$0")/.."
countersign=$(realpath "${1:-.build/debug/countersign}")
examples=${EXAMPLES:-100}

environment=$(Scripts/openapi-environment.sh)
folder=$(mktemp -d)
echo '{"tester":"a token of the tester"}' > "$folder/callers.json"
"$countersign" prevalidator serve --port 0 --callers "$folder/callers.json" --store "$folder/store.sqlite" \
    --audit "$folder/audit.ndjson" --attempts 1000 --device-attempts 1000000 > "$folder/url" 2> "$folder/log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$folder"' EXIT
until [ -s "$folder/url" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 69; }
    sleep 0.1
done
url=$(cat "$folder/url")
token='Authorization: Bearer a token of the tester'
post() { curl -sSf -o "$folder/answer" -H "$token" -H 'Content-Type: application/json' -d "$2" "$url$1"; }

# A phone, its key and enough challenges that no operation finds all spent by another.
"$countersign" key new --no-passphrase --out "$folder/phone.pem" > "$folder/new" 2>&1
point=$("$countersign" key show "$folder/phone.pem" --json | grep -o '"point":"[^"]*' | cut -d'"' -f4)
field=$("$countersign" challenge sign --key "$folder/phone.pem" --text text)
post /v1/keys "{\"device_id\":\"phone\",\"key_id\":\"key\",\"key\":\"$point\"}"
ids=
for number in $(seq 40); do
    post /v1/challenges "{\"challenge_id\":\"c$number\",\"device_id\":\"phone\",\"text\":\"text\",\"lifetime_seconds\":3600}"
    ids="$ids${ids:+,}\"c$number\""
done
cat > "$folder/known.json" <<KNOWN
{"challenge_id": [$ids], "key_id": ["key"], "device_id": ["phone"], "replaces": ["key", null], "key": ["$point"],
 "signature": ["$field", "3006020101020101"], "text": ["text"]}
KNOWN

failed=0
run() { # run WORD...
    (cd "$folder" && SCHEMATHESIS_HOOKS=openapi_hooks PYTHONPATH="$OLDPWD/Scripts" PYTHONDONTWRITEBYTECODE=1 \
        "$environment/bin/schemathesis" run "$url/openapi.json" -H "$token" \
        --phases examples,coverage,fuzzing --max-examples "$examples" --seed "${SEED:-1}" --generation-database none \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --continue-on-failure --request-timeout 60 --warnings off --output-truncate false "$@") || failed=1
}
echo 'check-openapi-prevalidator: ids that exist'
# What would take them away is for the strangers.
COUNTERSIGN_KNOWN=$folder/known.json run --exclude-operation-id revokeKey --exclude-operation-id unbindDevice
echo 'check-openapi-prevalidator: ids that nobody has'
run
curl -sS -H "$token" -X DELETE "$url/v1/keys/key" -o "$folder/answer"
curl -sS -H "$token" -X DELETE "$url/v1/devices/phone" -o "$folder/answer"

curl -sS "$url/metrics" > "$folder/metrics"
for operation in $(curl -sS "$url/openapi.json" | grep -o '"operationId":"[A-Za-z]*"' | cut -d'"' -f4); do
    grep -q "route=\"$operation\",status=\"2" "$folder/metrics" || {
        echo "check-openapi-prevalidator: $operation never answered with success" >&2
        failed=1
    }
done
if grep -q '"level":"error"' "$folder/log"; then
    echo "check-openapi-prevalidator: the server logged failures:" >&2
    grep '"level":"error"' "$folder/log" | head -20 >&2
    failed=1
fi
"$countersign" audit check "$folder/audit.ndjson" || failed=1
exit $failed
