#!/usr/bin/env bash
# Installs the release build of the tool, its man pages and its shell completions below a prefix.
# Usage: Scripts/install.sh PREFIX   (after: swift build -c release --product countersign)
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${1:?usage: Scripts/install.sh PREFIX}
tool=.build/release/countersign
[ -x "$tool" ] || { echo "install: $tool is missing: build the release first" >&2; exit 66; }

install -D -m 755 "$tool" "$prefix/bin/countersign"
strip "$prefix/bin/countersign" 2>/dev/null || true
for page in docs/man/*.1; do
    install -D -m 644 "$page" "$prefix/share/man/man1/$(basename "$page")"
done
install_completion() { # install_completion SHELL FILE
    mkdir -p "$(dirname "$prefix/$2")"
    "$tool" --generate-completion-script "$1" >"$prefix/$2"
    chmod 644 "$prefix/$2"
}
install_completion bash share/bash-completion/completions/countersign
install_completion zsh share/zsh/site-functions/_countersign
install_completion fish share/fish/vendor_completions.d/countersign.fish
echo "install: $prefix/bin/countersign, man pages, completions for bash, zsh and fish"
