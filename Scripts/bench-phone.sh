#!/usr/bin/env bash
# A phone's signing rate beside `openssl speed` on the same core in the same run, the memory of a fleet of 10 000 phones,
# and the time of the demonstration. Prints the figures last.
# Usage: Scripts/bench-phone.sh [--quick]
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
seconds=3 rounds=5 devices=10000
[ "${1:-}" != --quick ] || { seconds=1 rounds=3; }
mkdir -p out
"$swift" build -c release --package-path Benchmarks --product PhoneBench >&2
"$swift" build --product countersign >&2
bench="$("$swift" build -c release --package-path Benchmarks --show-bin-path)/PhoneBench"
tool="$("$swift" build --show-bin-path)/countersign"
pin=()
command -v taskset >/dev/null && pin=(taskset -c "$(taskset -pc $$ | sed 's/.*[ ,-]//')")

{
    Scripts/bench-machine.sh
    printf 'load       %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"

    # In turns, on one core, so that what else the machine does hits both; the median of the ratios counts.
    shares=()
    for _ in $(seq "$rounds"); do
        openssl=$("${pin[@]}" openssl speed -seconds "$seconds" ecdsap256 2>/dev/null | awk '/ecdsa/ { print $(NF - 1) }')
        phone=$("${pin[@]}" "$bench" sign "$seconds")
        shares+=("$(awk "BEGIN { printf \"%.4f\", $phone / $openssl }")")
        printf 'signing    phone %s/s, openssl speed %s/s\n' "$phone" "$openssl"
    done
    share=$(printf '%s\n' "${shares[@]}" | sort -n | sed -n "$(((rounds + 1) / 2))p")

    memory=$("$bench" fleet "$devices")
    printf 'fleet      %s phones in memory: %s MB\n' "$devices" "$memory"

    # The fleet's own process, while it drives a sandbox in another one.
    folder=$(mktemp -d)
    trap 'kill "$bank" 2>/dev/null; rm -rf "$folder"' EXIT
    "$tool" sandbox serve --port 0 >"$folder/url" 2>/dev/null & bank=$!
    until [ -s "$folder/url" ]; do sleep 0.1; done
    COUNTERSIGN_BANK_CLIENT_SECRET=secret /usr/bin/env python3 - "$tool" "$(cat "$folder/url")" "$devices" <<'PY' >"$folder/fleet"
import resource, subprocess, sys
tool, url, devices = sys.argv[1:]
subprocess.run([tool, "fleet", "run", "--devices", devices, "--requests", "200", "--mix", "all", "--url", url,
                "--client-id", "bench", "-q"], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
PY
    sed '$d; s/^/fleet      /' "$folder/fleet"
    fleet=$(tail -1 "$folder/fleet")

    times=()
    for _ in 1 2 3; do
        start=$(date +%s%N)
        Scripts/demo.sh "$tool" >/dev/null
        times+=($((($(date +%s%N) - start) / 1000000)))
    done
    demo=$(printf '%s\n' "${times[@]}" | sort -n | sed -n 2p)
    printf 'load       %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"

    printf 'figure sign-share %s x\n' "$share"
    printf 'figure fleet-mb %s MB\n' "$fleet"
    printf 'figure demo-ms %s ms\n' "$demo"
} | tee out/bench-phone.txt
