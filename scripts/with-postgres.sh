#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL:
#   scripts/with-postgres.sh cargo test -p vitrine --test it
# The cluster lives in a temporary directory, listens on a free loopback port only, forgoes durability
# for speed, and goes away with the command. VITRINE_TEST_POSTGRES_URL tells tests where it is.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 64; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "$0: no PostgreSQL below /usr/lib/postgresql (apt install postgresql)" >&2; exit 69; }

work=$(mktemp -d)
server=

# PostgreSQL refuses to run as root: then its own user does. setpriv and env replace themselves by what
# they start, so that $! is the server and not a shell around it.
as_owner=(env)
if [ "$(id -u)" -eq 0 ]; then
    as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups env "HOME=$work")
    chown postgres "$work"
fi

stop() {
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}

tear_down() {
    stop
    rm -rf "$work"
}
trap tear_down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$work"
"${as_owner[@]}" "$bin/initdb" --pgdata="$work/data" --username=vitrine --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$work/initdb.log" 2>&1 ||
    { cat "$work/initdb.log" >&2; exit 70; }

# Between choosing a port and listening on it somebody else may take it: then another one is tried.
port=
for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    "${as_owner[@]}" "$bin/postgres" -D "$work/data" -p "$port" -h 127.0.0.1 -k '' \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
        >"$work/server.log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        kill -0 "$server" 2>/dev/null || break
        "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U vitrine -d postgres && break 2
        sleep 0.1
    done
    stop
done
[ -n "$server" ] || { cat "$work/server.log" >&2; exit 70; }

cd "$OLDPWD"
export VITRINE_TEST_POSTGRES_URL="postgres://vitrine@127.0.0.1:$port/postgres"
# The command's own exit code is this script's.
status=0
"$@" || status=$?
exit "$status"
