#!/usr/bin/env bash
# Installs what is missing, and nothing else: setup.sh [run|dev|test|bench]
#
# System packages come from Debian or Ubuntu (root or sudo), Rust from rustup, the tools from
# crates.io, npm and PyPI. Tools go to $VITRINE_TOOLS (default ~/.cache/vitrine), never into the
# project or the system.
source "$(dirname "$0")/lib.sh"

purpose="${1:-run}"
case "$purpose" in run | dev | test | bench) ;; *) die "setup.sh [run|dev|test|bench], not '$purpose'" ;; esac

# --- system packages ---------------------------------------------------------------------------

missing=()
need() { # need PACKAGE CHECK...
  local package="$1"
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
need build-essential has cc
need build-essential has make
need pkg-config has pkg-config
need curl has curl
need ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
need git has git
need nodejs has node
need npm has npm
if [ "$purpose" = bench ]; then
  need python3 has python3
  need postgresql compgen -G '/usr/lib/postgresql/*/bin/initdb'
  need wrk has wrk
fi
if [ "$purpose" = test ]; then
  need python3 has python3
  { [ -d "$OPENSTACK_VENV" ] && [ -d "$KEYSTONE_VENV" ] && [ -d "$TEMPEST_VENV" ]; } ||
    need python3-venv python3 -c 'import ensurepip, venv'
  need postgresql compgen -G '/usr/lib/postgresql/*/bin/initdb'
  need qemu-utils has qemu-img
  need fonts-noto-cjk compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*'
fi

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
apt_ready=
apt_install() {
  has apt-get || die "please install these by hand, there is no apt-get here: $*"
  [ "$(id -u)" = 0 ] || has sudo || die "run as root, or install sudo, or install: $*"
  say "Installing system packages: $*"
  [ -n "$apt_ready" ] || root apt-get update -q
  apt_ready=yes
  root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}
[ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"

# --- Rust --------------------------------------------------------------------------------------

if ! has cargo; then
  say "Installing Rust with rustup"
  curl --proto '=https' --tlsv1.2 -fsS https://sh.rustup.rs |
    sh -s -- -y --no-modify-path --profile minimal --default-toolchain none
  PATH="${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$PATH"
fi
channel="$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)"
if has rustup; then
  if ! rustup toolchain list | grep -q "^$channel-"; then
    say "Installing Rust $channel"
    rustup toolchain install "$channel" --profile minimal --component clippy --component rustfmt \
      --target wasm32-unknown-unknown
  fi
  sysroot="$(rustc --print sysroot)"
  [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ] || rustup target add wasm32-unknown-unknown
  [ -x "$sysroot/bin/cargo-clippy" ] && [ -x "$sysroot/bin/rustfmt" ] || rustup component add clippy rustfmt
else
  [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ] ||
    die "this Rust has no wasm32-unknown-unknown target and no rustup to add it"
fi

# --- tools from crates.io ----------------------------------------------------------------------

# Built once and cheaply: how fast the tools run hardly matters.
cargo_tool() { # cargo_tool CRATE VERSION FOLDER
  say "Building $1 $2 (once; takes some minutes)"
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$TOOLS/build" \
    cargo install "$1" --version "$2" --locked --root "$TOOLS/$3-$2"
  rm -rf "$TOOLS/build"
}
configured="$(sed -n 's/^wasm_bindgen = "\(.*\)"/\1/p' Trunk.toml)"
[ "$configured" = "$WASM_BINDGEN_VERSION" ] ||
  die "Trunk.toml wants wasm-bindgen $configured, Cargo.lock has $WASM_BINDGEN_VERSION; make them equal"
[ -x "$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION/bin/wasm-bindgen" ] ||
  cargo_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION" wasm-bindgen
[ -x "$TOOLS/trunk-$TRUNK_VERSION/bin/trunk" ] || cargo_tool trunk "$TRUNK_VERSION" trunk
if [ "$purpose" = test ] && ! has cargo-nextest; then
  cargo_tool cargo-nextest "$NEXTEST_VERSION" cargo-nextest
fi

# --- tools from npm ----------------------------------------------------------------------------

npm_packages() { # npm_packages FOLDER: installs exactly the lock file, when it has changed
  local stamp="$1/node_modules/.vitrine-lock" lock
  lock="$(sha256sum <"$1/package-lock.json")"
  [ "$(cat "$stamp" 2>/dev/null)" != "$lock" ] || return 0
  say "Installing npm packages of ${1#./}/"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$1" --no-audit --no-fund --loglevel=error
  printf '%s\n' "$lock" >"$stamp"
}
major="$(node -p 'process.versions.node.split(".")[0]')"
if [ "$major" -lt "$NODE_MINIMUM" ] && [ ! -x "$NODE_DIR/bin/node" ]; then
  say "Installing Node.js $NODE_VERSION beside the system's $(node -v)"
  case "$(uname -m)" in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) die "install Node.js $NODE_MINIMUM or newer" ;; esac
  npm install --prefix "$NODE_DIR.new" --no-audit --no-fund --loglevel=error "node-linux-$arch@$NODE_VERSION"
  mv "$NODE_DIR.new/node_modules/node-linux-$arch" "$NODE_DIR"
  rm -rf "$NODE_DIR.new"
  PATH="$NODE_DIR/bin:$PATH"
fi
npm_packages .
if [ "$purpose" = test ]; then
  npm_packages end2end
  if ! has "${VITRINE_CHROMIUM:-chromium}"; then
    # Ubuntu has Chromium as a snap only; there Playwright brings its own.
    apt_install chromium || (cd end2end && npx playwright install --with-deps chromium)
  fi
fi

# --- the OpenStack client, Keystone and Tempest from PyPI -------------------------------------------------

python_tools() { # python_tools WHAT FOLDER REQUIREMENTS: frozen, so that nothing else is resolved
  say "Installing $1"
  rm -rf "$2"
  python3 -m venv "$2"
  "$2/bin/pip" install -q --disable-pip-version-check --no-deps -r "$3" ||
    { rm -rf "$2"; die "$1 did not install"; }
}
if [ "$purpose" = test ]; then
  [ -x "$OPENSTACK_VENV/bin/openstack" ] ||
    python_tools "the OpenStack client" "$OPENSTACK_VENV" "$OPENSTACK_REQUIREMENTS"
  [ -x "$KEYSTONE_VENV/bin/keystone-manage" ] ||
    python_tools "a Keystone to test against" "$KEYSTONE_VENV" "$KEYSTONE_REQUIREMENTS"
  [ -x "$TEMPEST_VENV/bin/tempest" ] ||
    python_tools "Tempest" "$TEMPEST_VENV" "$TEMPEST_REQUIREMENTS"
fi
