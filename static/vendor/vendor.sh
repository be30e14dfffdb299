#!/usr/bin/env bash
# Fetches the code of others that is checked in, and puts it in place only if it is what it was.
set -euo pipefail
cd "$(dirname "$0")/../.."

HTMX=4.0.1
AXE=4.14.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/static/vendor" "$work/tests/vendor"

# take PACKAGE VERSION FILE TARGET
take() {
    local pack
    pack=$work/$1-$2.tgz
    [ -e "$pack" ] || npm pack --silent --pack-destination "$work" "$1@$2" >/dev/null
    tar -xzOf "$pack" "package/$3" >"$work/$4"
}

take htmx.org "$HTMX" dist/htmx.min.js "static/vendor/htmx-$HTMX.min.js"
take htmx.org "$HTMX" dist/ext/hx-sse.min.js "static/vendor/hx-sse-$HTMX.min.js"
take axe-core "$AXE" axe.min.js tests/vendor/axe.min.js

for folder in static/vendor tests/vendor; do
    sums=$PWD/$folder/CHECKSUMS
    (cd "$work/$folder" && sha256sum --check --strict --quiet "$sums") || {
        echo "$folder: innehållet stämmer inte med CHECKSUMS. Ingenting har ändrats." >&2
        exit 1
    }
done
for folder in static/vendor tests/vendor; do
    cp "$work/$folder"/* "$folder/"
done
echo "static/vendor och tests/vendor stämmer med sina kontrollsummor."
