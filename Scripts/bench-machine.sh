#!/usr/bin/env bash
# Prints what a benchmark ran on, as the first lines of its report.
set -euo pipefail
printf 'cpu        %s, %s cores\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)"
printf 'openssl    %s\n' "$(openssl version)"
printf 'swift      %s\n' "$("${SWIFT:-swift}" --version 2>/dev/null | head -1)"
printf 'date       %s\n' "$(date -u +%F)"
