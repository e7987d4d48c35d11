#!/usr/bin/env bash
# Measures the release binary: sizes of the assets, one large upload and download beside what the machine
# does with the same file by itself, typing in the authoring workspace, and the server's memory. Needs 5 × the size in $TMPDIR for a while.
#
# VITRINE_BENCH_MIB sets the size (default 1024).
source "$(dirname "$0")/lib.sh"

mib="${VITRINE_BENCH_MIB:-1024}"
binary="${VITRINE_BIN:-target/release/vitrine}"
[ -x "$binary" ] || die "build it first: make release"

work="$(mktemp -d "${TMPDIR:-/tmp}/vitrine-bench-XXXXXX")"
server=
finish() {
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

free="$(df -Pm "$work" | awk 'NR == 2 { print $4 }')"
[ "$free" -gt $((mib * 5)) ] || die "$work has $free MiB left, this needs $((mib * 5))"

seconds() { # seconds COMMAND…: how long it took
  local start end
  start="$(date +%s%N)"
  "$@" >"$work/out" || die "failed: $*"
  end="$(date +%s%N)"
  awk -v ns=$((end - start)) 'BEGIN { printf "%.3f", ns / 1e9 }'
}
rate() { # rate NAME SECONDS
  awk -v name="$1" -v s="$2" -v mib="$mib" 'BEGIN { printf "  %-28s %8.2f s %9.0f MiB/s\n", name, s, mib / s }'
}
memory() { awk -v key="$1:" '$1 == key { printf "%.1f MiB", $2 / 1024 }' "/proc/$server/status"; }
copy_durably() { cp "$1" "$2" && sync "$2"; }

echo "Assets, in bytes"
node scripts/sizes.mjs "$SITE" | sed 's/^/  /'
echo "  binary $(stat -c %s "$binary")"

export VITRINE_ADMIN_PASSWORD="bench-$RANDOM$RANDOM$RANDOM"
"$binary" serve --data-dir "$work/data" --listen 127.0.0.1:0 --ready-file "$work/ready" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  [ ! -s "$work/ready" ] || break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; die "the server ended"; }
  sleep 0.1
done
url="$(sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p' "$work/ready")"
[ -n "$url" ] || die "the server did not get ready"

token="$(curl -fsS -D - -o /dev/null -H 'Content-Type: application/json' "$url/identity/v3/auth/tokens" -d '{"auth": {
  "identity": {"methods": ["password"], "password": {"user": {"name": "admin", "domain": {"id": "default"},
  "password": "'"$VITRINE_ADMIN_PASSWORD"'"}}},
  "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}' |
  tr -d '\r' | awk 'tolower($1) == "x-subject-token:" { print $2 }')"
[ -n "$token" ] || die "no token"
id="$(curl -fsS -H "X-Auth-Token: $token" -H 'Content-Type: application/json' "$url/v2/images" \
  -d '{"name": "bench", "disk_format": "raw", "container_format": "bare"}' |
  node -p 'JSON.parse(require("fs").readFileSync(0)).id')"

head -c "$((mib * 1024 * 1024))" /dev/urandom >"$work/file"
sync "$work/file"
md5sum "$work/file" >/dev/null # into the page cache, for everybody

echo
echo "Memory of the server"
echo "  before, resident             $(memory VmRSS)"

echo
echo "$mib MiB of random bytes, on $(nproc) cores"
rate "sha512sum" "$(seconds sha512sum "$work/file")"
sha512="$(cut -d' ' -f1 "$work/out")"
rate "md5sum" "$(seconds md5sum "$work/file")"
rate "cp" "$(seconds cp "$work/file" "$work/copy")"
rm -f "$work/copy"
rate "cp, then sync" "$(seconds copy_durably "$work/file" "$work/copy")"
rm -f "$work/copy"
rate "upload (md5, sha512, fsync)" "$(seconds curl -fsS -T "$work/file" -H "X-Auth-Token: $token" \
  -H 'Content-Type: application/octet-stream' -H 'Expect:' "$url/v2/images/$id/file")"
after_upload="$(memory VmHWM)"
rate "download" "$(seconds curl -fsS -o "$work/back" -H "X-Auth-Token: $token" "$url/v2/images/$id/file")"
after_download="$(memory VmHWM)"

if [ -d end2end/node_modules/playwright-core ]; then
  (cd end2end && node bench/typing.mjs "$url" "$VITRINE_ADMIN_PASSWORD") || die "the browser did not type"
fi

echo
echo "Memory of the server"
echo "  peak after the upload        $after_upload"
echo "  peak after the download      $after_download"
cmp "$work/file" "$work/back" || die "what came back is not what was sent"
curl -fsS -H "X-Auth-Token: $token" "$url/v2/images/$id" | grep -q "$sha512" || die "the image has another sha512"
echo
echo "The bytes and the sha512 agree."
