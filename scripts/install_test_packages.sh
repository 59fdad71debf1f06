#!/usr/bin/env bash
# Installs the Debian packages that only the tests marked `browser` and `office` need.
# Says nothing where they are there. Where they cannot be installed it says which tests will be skipped, and succeeds.
set -euo pipefail

browser=(chromium)
office=(libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk poppler-utils)

installed() {
    [[ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" == ii* ]]
}

# Other systems name their packages otherwise; there the commands themselves tell.
commands_are_there() {
    ! command -v dpkg-query >/dev/null && command -v chromium >/dev/null && command -v soffice >/dev/null && command -v pdftotext >/dev/null
}

missing_of() {
    local package
    for package in "$@"; do
        installed "$package" || printf '%s ' "$package"
    done
}

skipped() {
    {
        echo "=================================================================================="
        echo "WARNING: $1"
        [[ -z "$(missing_of "${browser[@]}")" ]] || echo "  Tests marked 'browser' WILL BE SKIPPED; missing: $(missing_of "${browser[@]}")"
        [[ -z "$(missing_of "${office[@]}")" ]] || echo "  Tests marked 'office' WILL BE SKIPPED; missing: $(missing_of "${office[@]}")"
        echo "  With CI set these skips are failures."
        echo "=================================================================================="
    } >&2
    exit 0
}

if commands_are_there; then exit 0; fi
read -r -a missing <<<"$(missing_of "${browser[@]}" "${office[@]}")"
if ((${#missing[@]} == 0)); then exit 0; fi
command -v apt-get >/dev/null || skipped "this system has no apt-get."
((EUID == 0)) || skipped "installing packages needs root: sudo $0"

echo "Installing for the tests: ${missing[*]}"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    skipped "apt-get failed; its last lines stand above."
fi
