#!/usr/bin/env bash
# Holds the running server of phones to its own description: schemathesis sends what the schemas allow and what they do
# not, and every answer must have a documented status, type and body, and be no failure of the server.
# Usage: Scripts/check-openapi-phone.sh [COUNTERSIGN]
# EXAMPLES and SEED set how much is sent and where it starts; what failed is shown as a curl command.
set -euo pipefail
cd "$(dirname "$0")/.."
countersign=${1:-.build/debug/countersign}

environment=$(Scripts/openapi-environment.sh)
folder=$(mktemp -d)
trap 'kill $(cat "$folder"/*.pid) 2>/dev/null; wait; rm -rf "$folder"' EXIT
start() { # NAME VERB…: starts a server and waits for its address
    local name=$1
    shift
    "$countersign" "$@" --port 0 > "$folder/$name.url" 2> "$folder/$name.log" &
    echo $! > "$folder/$name.pid"
    until [ -s "$folder/$name.url" ]; do
        kill -0 $! 2>/dev/null || { cat "$folder/$name.log" >&2; exit 69; }
        sleep 0.1
    done
}
echo '{"persons":[{"id":"ada","number":"+491512345678"}]}' > "$folder/books.json"
start bank sandbox serve --otp static --books "$folder/books.json"
export COUNTERSIGN_BANK_CLIENT_SECRET=secret
start phone device serve --patience 1 --url "$(cat "$folder/bank.url")" --client-id me
url=$(cat "$folder/phone.url")

# Phones that exist, so that calls succeed: the description's {name} and the members that name others take only these.
for name in p q; do
    curl -sf -o /dev/null -H 'content-type: application/json' "$url/devices" \
        -d "{\"name\":\"$name\",\"purposes\":[\"unrestricted\",\"restricted\"]}"
done
curl -sf -o /dev/null -H 'content-type: application/json' "$url/devices/p/bind" -d '{"person_id":"ada","code":"212212"}'
python3 - "$url" "$folder/known.json" <<'PY'
import json, sys, urllib.request
document = json.load(urllib.request.urlopen(sys.argv[1] + "/openapi.json"))
del document["paths"]["/devices/{name}"]["delete"]
for item in document["paths"].values():
    for operation in item.values():
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "name":
                parameter["schema"]["enum"] = ["p", "q"]
json.dump(document, open(sys.argv[2], "w"))
PY

# 502 says that the bank refused; a method that the description leaves out may be one that takes something away.
cat > "$folder/schemathesis.toml" <<'TOML'
[phases.coverage]
unexpected-methods = []
[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "502"]
TOML
failed=0
for description in "$url/openapi.json" "$folder/known.json"; do
    (cd "$folder" && "$environment/bin/schemathesis" run "$description" --url "$url" \
        --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-20}" --seed "${SEED:-1}" \
        --generation-database none \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --continue-on-failure --request-timeout 60 --warnings off --output-truncate false) || failed=1
done
if grep -q '"level":"error"' "$folder/phone.log"; then
    echo "check-openapi-phone: the server logged failures:" >&2
    grep '"level":"error"' "$folder/phone.log" | head -20 >&2
    failed=1
fi
exit $failed
