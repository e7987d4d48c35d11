# shellcheck shell=bash
# Sourced by the other scripts: where things are, and which versions of the tools.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"

TRUNK_VERSION=0.21.14
NEXTEST_VERSION=0.9.143
# For systems whose own Node.js is older than the browser tests need.
NODE_VERSION=20.20.2
NODE_MINIMUM=20

# The version of one crate in Cargo.lock.
locked() {
  awk -v name="$1" '$1 == "name" { found = ($3 == "\"" name "\"") }
    $1 == "version" && found { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}
WASM_BINDGEN_VERSION="$(locked wasm-bindgen)"

# Tools live outside the project, one folder for each version.
TOOLS="${VITRINE_TOOLS:-${HOME:-/root}/.cache/vitrine}/tools"
NODE_DIR="$TOOLS/node-$NODE_VERSION"
OPENSTACK_REQUIREMENTS=end2end/openstack/requirements.txt
OPENSTACK_VENV="$TOOLS/openstack-$(sha256sum "$OPENSTACK_REQUIREMENTS" | cut -c1-12)"
KEYSTONE_REQUIREMENTS=end2end/keystone/requirements.txt
KEYSTONE_VENV="$TOOLS/keystone-$(sha256sum "$KEYSTONE_REQUIREMENTS" | cut -c1-12)"

for folder in "${CARGO_HOME:-${HOME:-/root}/.cargo}/bin" \
  "$TOOLS/cargo-nextest-$NEXTEST_VERSION/bin" \
  "$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION/bin" \
  "$TOOLS/trunk-$TRUNK_VERSION/bin" \
  "$NODE_DIR/bin"; do
  [ ! -d "$folder" ] || PATH="$folder:$PATH"
done
export PATH
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
# Changes the names of the bundle that the server asks for; see docs/adr/0002.
unset LEPTOS_OUTPUT_NAME

# Where the server looks for its bundle and the tests leave their reports.
SITE=target/site
REPORTS=target/test-results

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
