# Sourced by hooks/guard.sh and bin/multi-ai, with root set to the plugin's folder. Shell builtins only: no process is started.

# npm without install scripts leaves a text file in the place of bun that prints an error and exits 1. To read the first
# line of a real Bun costs dash a third of a start of Bun, so the guard asks this only after a run has failed.
is_stub() {
  first=
  read -r first <"$1" 2>/dev/null
  case $first in *postinstall*) return 0 ;; esac
  return 1
}

take() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  [ "$2" != careful ] || ! is_stub "$1" || return 1
  bun=$1
}

# With install scripts npm moves the program from @oven/bun-* to bun/bin/bun.exe; without them that is the stub.
# Sets bun to the first Bun found, or fails with bun empty. With `careful` npm's stub is passed over.
# Relative entries of PATH do not count: they would name a file of whatever project is the current folder.
find_bun() {
  bun=
  set -f
  IFS=:
  for dir in $PATH; do
    case $dir in /*) take "$dir/bun" "$1" && break ;; esac
  done
  unset IFS
  set +f
  [ -z "$bun" ] || return 0
  # A plugin of a folder's marketplace runs from that folder; its packages are installed in the host's copy of it.
  copies=${CLAUDE_CONFIG_DIR:-${HOME:-}/.claude}/plugins/cache/multi-ai/multi-ai
  for file in "${HOME:-}/.bun/bin/bun" "$root"/node_modules/@oven/bun-*/bin/bun "$root/node_modules/bun/bin/bun.exe" \
    "$copies"/*/node_modules/@oven/bun-*/bin/bun "${CLAUDE_PLUGIN_DATA:-}/bun"; do
    take "$file" "$1" && return 0
  done
  return 1
}
