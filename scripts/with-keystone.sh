#!/usr/bin/env bash
# Runs a command with a throw-away Keystone, the real one from PyPI:
#   scripts/with-keystone.sh cargo nextest run -p vitrine --test it --run-ignored only real_keystone
# Its database (SQLite) and keys lie in a temporary directory, it listens on a free loopback port only,
# and it goes away with the command. The command finds
#   VITRINE_TEST_KEYSTONE_URL       its address, without /v3
#   VITRINE_TEST_KEYSTONE_PASSWORD  the password of user admin, project admin, domain Default
#   VITRINE_TEST_KEYSTONE_SERVE     a program that serves the same Keystone once more, for tests that
#                                   stop it in the middle: PORT READY_FILE (port 0: a free one)
source "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 64; }
[ -x "$KEYSTONE_VENV/bin/keystone-manage" ] || scripts/setup.sh test

work=$(mktemp -d)
server=

tear_down() {
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap tear_down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Cheap password hashes: what is tested is not how slow they are.
cat >"$work/keystone.conf" <<END
[DEFAULT]
log_file = $work/keystone.log
[database]
connection = sqlite:///$work/keystone.db?timeout=60
[token]
provider = fernet
[fernet_tokens]
key_repository = $work/fernet-keys
[credential]
key_repository = $work/credential-keys
[cache]
enabled = false
[identity]
password_hash_rounds = 4
END

password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
manage() {
  "$KEYSTONE_VENV/bin/keystone-manage" --config-file "$work/keystone.conf" "$@" >>"$work/manage.log" 2>&1 ||
    { tail -n 20 "$work/manage.log" "$work/keystone.log" >&2; exit 70; }
}
mkdir -m 700 "$work/fernet-keys" "$work/credential-keys"
manage db_sync
# So that who reads does not hold up who writes.
"$KEYSTONE_VENV/bin/python" -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA journal_mode=WAL")' \
  "$work/keystone.db"
manage fernet_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
manage credential_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"

cat >"$work/serve" <<END
#!/bin/sh
exec "$KEYSTONE_VENV/bin/python" "$ROOT/end2end/keystone/serve.py" "$work/keystone.conf" "\$@"
END
chmod +x "$work/serve"
"$work/serve" 0 "$work/ready" >"$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 300); do
  [ ! -s "$work/ready" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
[ -s "$work/ready" ] || { cat "$work/serve.log" >&2; exit 70; }
url="http://127.0.0.1:$(cat "$work/ready")"

manage bootstrap --bootstrap-password "$password" --bootstrap-region-id RegionOne \
  --bootstrap-public-url "$url/v3" --bootstrap-internal-url "$url/v3" --bootstrap-admin-url "$url/v3"

export VITRINE_TEST_KEYSTONE_URL="$url"
export VITRINE_TEST_KEYSTONE_PASSWORD="$password"
export VITRINE_TEST_KEYSTONE_SERVE="$work/serve"
# The command's own exit code is this script's.
status=0
"$@" || status=$?
exit "$status"
