#!/usr/bin/env bash
# What a compiler does not check: sizes of files, left-overs, traps on outside data, exported C names, imports.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0
complain() { printf 'check-tree: %s\n' "$1" >&2; status=1; }

while IFS= read -r file; do
    head -5 "$file" | grep -qi generated && continue
    lines=$(wc -l <"$file")
    case $file in
        Tests/*) ceiling=400 ;;
        *.swift) ceiling=250 ;;
        *) ceiling=450 ;;
    esac
    [ "$lines" -le "$ceiling" ] || complain "$file: $lines lines, at most $ceiling"
done < <(git ls-files 'Sources/*.swift' 'Sources/*.c' 'Sources/*.h' 'Sources/*.cpp' 'Tests/*.swift' 'Benchmarks/*.swift' 'Benchmarks/*.c' \
    'Fuzz/*.swift' 'Fuzz/*.c' 'Fuzz/*.h' 'Examples/*')

leftovers=$(git grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -- Sources Tests Benchmarks Fuzz Examples Scripts docs README.md ':!Scripts/check-tree.sh')
[ -z "$leftovers" ] || complain "left-overs:"$'\n'"$leftovers"

traps=$(git grep -nE '\btry!|\bas!|fatalError\(|preconditionFailure\(' -- 'Sources/*.swift')
[ -z "$traps" ] || complain "traps in Sources:"$'\n'"$traps"

bare=$(git grep -nE '\bHTTPClient\.Configuration\(|\bHTTPClient\.shared\b' -- 'Sources/*.swift')
[ -z "$bare" ] || complain "HTTP clients that begin with anything but HTTPClient.Configuration.strict:"$'\n'"$bare"

while IFS= read -r header; do
    names=$(grep -oE '^[a-z][A-Za-z0-9_ *]* \*?[a-z_0-9]+\(' "$header" | grep -oE '[a-z_0-9]+\($' | grep -vE '^countersign_')
    [ -z "$names" ] || complain "$header: a function without the prefix countersign_: $names"
done < <(git ls-files 'Sources/*/include/*.h')

# What a module is called in the table of docs/architecture.md, where it is not its own name; nothing for the system's.
arrow() { # arrow MODULE
    case $1 in
        Darwin | Glibc | Musl | Dispatch | Synchronization | Foundation | FoundationEssentials) ;;
        HummingbirdCore | HummingbirdTLS) echo Hummingbird ;;
        CoreMetrics) echo Metrics ;;
        UnixSignals) echo ServiceLifecycle ;;
        *) echo "$1" ;;
    esac
}
for folder in Sources/*/; do
    target=$(basename "$folder")
    row=,$(grep -E "^\| \`$target\`( |$)" docs/architecture.md | awk -F'|' '{ print $4 }' | tr -d ' '),
    [ "$row" != ,, ] || complain "docs/architecture.md: no row for $target"
    for module in $(git grep -hoE '^ *((public|package|internal|private|@[a-zA-Z_]+) +)*import +[A-Za-z0-9]+' -- "$folder*.swift" | awk '{ print $NF }' | sort -u); do
        case $row,$(arrow "$module") in
            *, | *",$(arrow "$module"),"* | *,AsyncHTTPClient,*,NIO* | *,AsyncHTTPClient,*,HTTPTypes) ;;
            *) complain "$target imports $module: not in its row of docs/architecture.md" ;;
        esac
    done
done

exit $status
