#!/usr/bin/env bash
# Builds what the browser loads into target/site: the WebAssembly bundle, the style sheet, public/.
#
#   pkg/<app>.js, pkg/<app>_bg.wasm   Trunk, then wasm-opt
#   pkg/vitrine.css                   style/main.css with its @import lines replaced by the files
#   public/                           a copy
#
# Nothing happens while the sources are unchanged. bundle.sh --quick is for development: larger and
# slower WebAssembly that is built in less time.
source "$(dirname "$0")/lib.sh"

stamp=target/bundle.stamp
sources() {
  find app locales style public Cargo.lock Cargo.toml Trunk.toml rust-toolchain.toml \
    package-lock.json scripts/bundle.sh -type f ! -name '*.snap' -print0 2>/dev/null |
    sort -z | xargs -0 sha256sum | sha256sum
}
mode="${1:-small}"
state="$mode $(sources)"
if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && [ -d "$SITE/pkg" ]; then
  exit 0
fi

# Exactly what rustc turns on for wasm32 by default, so that wasm-opt neither refuses nor adds.
features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-call-indirect-overlong)

# style/main.css names the other files in order, one `@import "./x.css";` a line.
style() {
  local dir line file
  dir="$(dirname "$1")"
  while IFS= read -r line || [ -n "$line" ]; do
    case "$line" in
      @import*)
        file="$(sed -n 's/^@import  *\(url(\)\{0,1\}"\([^"]*\)")\{0,1\} *;.*/\2/p' <<<"$line")"
        [ -n "$file" ] || die "$1: cannot read this import: $line"
        [ -f "$dir/$file" ] || die "$1 imports $file, which is not there"
        style "$dir/$file"
        ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$1"
}

mkdir -p target
rm -f "$stamp"
say "Building the bundle"
if [ "$mode" = --quick ]; then
  export CARGO_PROFILE_WASM_RELEASE_LTO=off CARGO_PROFILE_WASM_RELEASE_CODEGEN_UNITS=16
  export CARGO_PROFILE_WASM_RELEASE_OPT_LEVEL=1
fi
NO_COLOR=true trunk build
rm -f "$SITE/pkg/index.html"
for wasm in "$SITE"/pkg/*_bg.wasm; do
  [ -f "$wasm" ] || die "Trunk left no WebAssembly in $SITE/pkg"
  [ "$mode" != --quick ] || continue
  node node_modules/binaryen/bin/wasm-opt -Oz "${features[@]}" "$wasm" -o "$wasm.small"
  mv "$wasm.small" "$wasm"
done
if [ -f style/main.css ]; then
  style style/main.css >"$SITE/pkg/vitrine.css.new"
  mv "$SITE/pkg/vitrine.css.new" "$SITE/pkg/vitrine.css"
fi
rm -rf "$SITE/public"
[ ! -d public ] || cp -R public "$SITE/public"
[ "$mode" = --quick ] || node scripts/sizes.mjs "$SITE" >&2
printf '%s\n' "$state" >"$stamp"
