# Sourced by hooks/guard.sh and bin/multi-ai, with root set to the plugin's folder.

# npm without install scripts leaves a text file in the place of bun that prints an error and exits 1. To read the first
# line of a real Bun costs dash a third of a start of Bun, so the guard asks this only after a run has failed.
is_stub() {
  first=
  read -r first <"$1" 2>/dev/null
  case $first in *postinstall*) return 0 ;; esac
  return 1
}

# With `careful` a program counts only when it starts, from a folder whose files Bun may read: a Bun for another C library
# or processor does not, nor does npm's stub.
take() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  [ "$2" != careful ] || (cd -- "$root" && "$1" --revision) >/dev/null 2>&1 || return 1
  bun=$1
}

# Sets bun to the first Bun found, or fails with bun empty. The plugin's own comes first: it is the one that everything was
# tried with. With install scripts npm moves the program from @oven/bun-* to bun/bin/bun.exe; without them that is the stub.
# Shell builtins only, save with `careful`: no process is started.
# Relative entries of PATH do not count: they would name a file of whatever project is the current folder.
find_bun() {
  bun=
  for file in "$root"/node_modules/@oven/bun-*/bin/bun "$root/node_modules/bun/bin/bun.exe"; do
    take "$file" "$1" && return 0
  done
  # A plugin of a folder's marketplace runs from that folder; its packages are installed in the host's copy of it.
  copies=${CLAUDE_CONFIG_DIR:-${HOME:-}/.claude}/plugins/cache/multi-ai/multi-ai
  for file in "$copies"/*/node_modules/@oven/bun-*/bin/bun; do
    take "$file" "$1" && return 0
  done
  set -f
  IFS=:
  for dir in $PATH; do
    case $dir in /*) take "$dir/bun" "$1" && break ;; esac
  done
  unset IFS
  set +f
  [ -z "$bun" ] || return 0
  for file in "${HOME:-}/.bun/bin/bun" "${CLAUDE_PLUGIN_DATA:-}/bun"; do
    take "$file" "$1" && return 0
  done
  return 1
}
