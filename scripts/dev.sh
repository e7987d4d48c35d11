#!/usr/bin/env bash
# Serves a debug build on $VITRINE_LISTEN and looks once a second whether a source has changed: the
# bundle is built again for the app, the server is built and started again for anything. While a build
# fails, the server that was running goes on.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh dev
source scripts/lib.sh

data="${VITRINE_DATA_DIR:-./data}"
listen="${VITRINE_LISTEN:-127.0.0.1:9292}"
mark=target/dev.mark
server=

changed() {
  [ -n "$(find app server style public locales Cargo.toml Cargo.lock Trunk.toml -newer "$mark" -type f -print -quit 2>/dev/null)" ]
}
stop() {
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
start() {
  target/debug/vitrine serve --data-dir "$data" --listen "$listen" &
  server=$!
}
build() { scripts/bundle.sh --quick && cargo build -p vitrine; }

trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -p target
while :; do
  touch "$mark"
  if build; then
    stop
    start
  else
    say "Waiting for a change that builds"
  fi
  until changed; do sleep 1; done
done
