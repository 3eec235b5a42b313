#!/usr/bin/env bash
# Builds the C example with nothing but a C compiler and libcrypto, runs it, and lets the
# openssl command judge what it printed.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -O2 \
    -I Sources/CCountersignOpenSSL/include -I Sources/CCountersignEncoding/include \
    Examples/C/sign_challenge.c Sources/CCountersignOpenSSL/*.c Sources/CCountersignEncoding/*.c \
    -lcrypto -o "$folder/sign_challenge"

text='Zahlung über 10,00 EUR an Ærø freigeben'
"$folder/sign_challenge" "$text" >"$folder/output"
grep -Eq '^public_key 04[0-9a-f]{128}$' "$folder/output"
grep -Eq '^signature 30[0-9a-f]{14,142}$' "$folder/output"
grep -Eq '^verified by OpenSSL [3-9]' "$folder/output"

# hex: a SubjectPublicKeyInfo is a fixed head and the point.
unhex() { sed 's/../\\x&/g' | xargs -0 printf '%b'; }
point=$(sed -n 's/^public_key //p' "$folder/output")
printf '3059301306072a8648ce3d020106082a8648ce3d030107034200%s' "$point" | unhex >"$folder/key.der"
sed -n 's/^signature //p' "$folder/output" | tr -d '\n' | unhex >"$folder/signature.der"
printf '%s' "$text" >"$folder/text"
openssl dgst -sha256 -verify "$folder/key.der" -keyform DER -signature "$folder/signature.der" "$folder/text" \
    | grep -qx 'Verified OK'
echo "C example: built, run, and its signature accepted by $(openssl version | cut -d' ' -f1,2)"
