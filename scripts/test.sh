#!/usr/bin/env bash
# Everything that must hold, in the order in which it can share what was built. A suite that fails does
# not stop the next. The last line is `N passed, N failed`, with `, N skipped` when there are any.
#
# test.sh SUITE… runs only those; their names are at the end of this file.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh test
source scripts/lib.sh # what set-up added to the tools

rm -rf "$REPORTS"
mkdir -p "$REPORTS"
passed=0 failed=0 skipped=0 ran=0
summary=()
wanted=("$@")

chosen() {
  [ ${#wanted[@]} != 0 ] || return 0
  local name
  for name in "${wanted[@]}"; do [ "$name" != "$1" ] || return 0; done
  return 1
}

record() { # record NAME SECONDS PASSED FAILED SKIPPED
  passed=$((passed + $3)) failed=$((failed + $4)) skipped=$((skipped + $5))
  summary+=("$(printf '%-14s %5d passed %4d failed %4d skipped %6ds' "$1" "$3" "$4" "$5" "$2")")
}

step() { # step NAME COMMAND…: counts only when it fails
  local name="$1" start=$SECONDS status=0
  shift
  chosen "$name" || return 0
  ran=$((ran + 1))
  say "$name"
  "$@" || status=1
  if [ "$status" = 0 ]; then
    summary+=("$(printf '%-14s %40s %6ds' "$name" ok $((SECONDS - start)))")
  else
    record "$name" $((SECONDS - start)) 0 1 0
  fi
}

suite() { # suite NAME KIND REPORT COMMAND…: counts what the report says
  local name="$1" kind="$2" report="$3" start=$SECONDS status=0 counts
  shift 3
  chosen "$name" || return 0
  ran=$((ran + 1))
  say "$name"
  rm -f "$report"
  "$@" || status=$?
  counts="$(python3 scripts/count.py "$kind" "$report" "$status")" || counts="0 1 0"
  [ ! -f "$report" ] || [ "$(dirname "$report")" = "$REPORTS" ] || mv "$report" "$REPORTS/$name.${report##*.}"
  # shellcheck disable=SC2086
  record "$name" $((SECONDS - start)) $counts
}

# Selects by expression, not by -p: another choice of packages would unify other features and build anew.
nextest() { cargo nextest run --workspace --profile ci "$@"; }
JUNIT=target/nextest/ci/junit.xml

doc_tests() {
  grep -rqE '^\s*//[/!] ```' --include='*.rs' app server || { : >"$REPORTS/doc.txt"; return 0; }
  cargo test --workspace --doc --no-fail-fast 2>&1 | tee "$REPORTS/doc.txt"
}
clippy_browser() {
  cargo clippy -p vitrine-app --no-default-features --features hydrate \
    --target wasm32-unknown-unknown --profile wasm-release -- -D warnings
}
openstack_client() {
  "$OPENSTACK_VENV/bin/python" -m pytest end2end/openstack -q --junitxml "$REPORTS/openstack.xml"
}
tempest() {
  "$TEMPEST_VENV/bin/python" -m pytest end2end/tempest -c end2end/tempest/pytest.ini --rootdir end2end/tempest \
    --junitxml "$PWD/$REPORTS/tempest.xml"
}
browser() { (cd end2end && VITRINE_OPENSTACK="$OPENSTACK_VENV/bin/openstack" VITRINE_REPORT="../$REPORTS/browser.json" npx --no-install playwright test); }

# Counting must be right before anything is counted; that the rules are noticed, before they are trusted.
step scripts python3 -m unittest discover -q -s scripts -p 'test_*.py'
step format cargo fmt --all --check
step arch scripts/arch.sh
step arch-test scripts/arch.sh --self-test
step i18n python3 scripts/i18n.py
step bundle scripts/bundle.sh
step clippy cargo clippy --workspace --all-targets -- -D warnings
step clippy-browser clippy_browser
step build cargo test --workspace --no-run
suite rust junit "$JUNIT" nextest
suite doc doctest "$REPORTS/doc.txt" doc_tests
suite postgresql junit "$JUNIT" scripts/with-postgres.sh cargo nextest run --workspace --profile ci -E 'binary_id(=vitrine::it)'
suite keystone junit "$JUNIT" scripts/with-keystone.sh cargo nextest run --workspace --profile ci --run-ignored only -E 'test(real_keystone)'
suite openstack junit "$REPORTS/openstack.xml" openstack_client
suite tempest junit "$REPORTS/tempest.xml" tempest
step browser-types npm --prefix end2end run --silent check
suite browser playwright "$REPORTS/browser.json" browser

echo
printf '%s\n' "${summary[@]}"
echo
line="$passed passed, $failed failed"
[ "$skipped" = 0 ] || line="$line, $skipped skipped"
echo "$line"
# Nothing counted is no success, unless only steps were asked for.
[ "$failed" = 0 ] && [ "$ran" != 0 ] && { [ "$passed" != 0 ] || [ ${#wanted[@]} != 0 ]; }
