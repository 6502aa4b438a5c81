# Sourced by the other scripts: where things are, which versions are pinned, and two helpers.
# It installs and builds nothing.
# shellcheck shell=bash disable=SC2034

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Versions are pinned once, in Cargo.toml; the command-line tools must fit them.
wasm_bindgen_version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
worker_version=$(sed -n 's/^worker = { version = "=\([^"]*\)".*/\1/p' Cargo.toml)
# The splitter of the release that the pinned wasm_split_helpers belongs to.
wasm_split_version=0.2.4

# Outside the repository, so that every clone on a machine shares them.
tools="${XDG_CACHE_HOME:-$HOME/.cache}/muster/tools"
wasm_bindgen="$tools/wasm-bindgen-$wasm_bindgen_version/bin/wasm-bindgen"
wasm_split="$tools/wasm-split-$wasm_split_version/bin/wasm-split-cli"
worker_build="$tools/worker-build-$worker_version/bin/worker-build"

# npm supplies a newer Node than many machines have; wrangler needs it.
npm_bin="$PWD/node_modules/.bin"
node="$PWD/node_modules/node/bin/node"
target="${CARGO_TARGET_DIR:-$PWD/target}"

# For all wasm: SHA-256 in its short form, and no path of the machine in messages of panics.
cargo_home="${CARGO_HOME:-$HOME/.cargo}"
remaps="--remap-path-prefix=$cargo_home/registry/src= --remap-path-prefix=$PWD="
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg sha2_backend_soft=\"compact\" $remaps"

# Wrangler neither reports usage nor asks questions nor fetches sample request data.
export WRANGLER_SEND_METRICS=false CI=1 CLOUDFLARE_CF_FETCH_ENABLED=false

wrangler() { "$node" "$PWD/node_modules/wrangler/bin/wrangler.js" "$@"; }

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

# fingerprint PATH...: one digest over names and contents of all files below the given paths.
fingerprint() {
  find "$@" -type f -print0 2>/dev/null | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# unless_done NAME DIGEST COMMAND...: runs the command unless it succeeded for this digest before.
unless_done() {
  local stamp="build/stamps/$1" digest=$2
  shift 2
  if [[ -f $stamp && $(<"$stamp") == "$digest" ]]; then return 0; fi
  rm -f "$stamp"
  # A plain call, not a condition: `set -e` must stay in force inside it.
  "$@"
  mkdir -p build/stamps
  printf '%s' "$digest" >"$stamp"
}

