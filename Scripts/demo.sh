#!/usr/bin/env bash
# The road in one minute: sign what the bank hands out, verify it, verify the bank's own sample, and let `explain` name
# a mistake; then the whole flow: a bank, a person, a phone, a transfer, and a wrong signature.
# Usage: Scripts/demo.sh COUNTERSIGN
set -euo pipefail
countersign=$(realpath "${1:?usage: Scripts/demo.sh COUNTERSIGN}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' plain=$'\e[0m'; fi
step() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
run() { # prints the command as a user would type it, then runs it
    printf '$ countersign'
    printf ' %s' "${@@Q}" | sed "s/'\([A-Za-z0-9_.:/=-]*\)'/\1/g"
    printf '\n'
    "$countersign" "$@"
}
# A command that must answer 1: "definitely not good", and not some other failure.
run_refused() {
    local status=0
    run "$@" || status=$?
    [ "$status" -eq 1 ] || { echo "demo: expected exit code 1, got $status" >&2; exit 70; }
    echo "(exit code 1)"
}

otp=212212
string_to_sign=0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10
bank_key=04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c
bank_signature=3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d802205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade

step '1. A phone makes its key. The 130 digits are what the bank is given at binding.'
run key new --no-passphrase --out phone.pem

step '2. Binding: the phone signs the OTP from the SMS. The output is the field "signature".'
run challenge sign --key phone.pem --text "$otp"

step '3. A payment: the bank hands out a string_to_sign, the phone signs it, station by station.'
run challenge trace --key phone.pem --text "$string_to_sign"
field=$("$countersign" challenge sign --key phone.pem --text "$string_to_sign")
run challenge verify --key phone.pem --text "$string_to_sign" --signature "$field"

step "4. The bank's own published key, OTP and signature."
run challenge verify --key "$bank_key" --text "$otp" --signature "$bank_signature"

step '5. An app that lets a newline slip into the text. The bank would say only invalid_signature.'
wrong=$(printf '%s\n' "$string_to_sign" | "$countersign" challenge sign --key phone.pem -q)
run_refused challenge explain --key phone.pem --text "$string_to_sign" --signature "$wrong"

step '6. The whole flow, in one process: a bank on this machine, a customer, her phone, her money.'
run demo
