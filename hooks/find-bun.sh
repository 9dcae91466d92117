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

# What makes a Bun run other code than its script, or open a door into it. The person's own BUN_OPTIONS are kept for programs
# that are started for the person: src/process/environment.ts puts them back.
shed_options() {
  unset MULTI_AI_BUN_OPTIONS
  [ -z "${BUN_OPTIONS-}" ] || export MULTI_AI_BUN_OPTIONS="$BUN_OPTIONS"
  unset BUN_OPTIONS BUN_INSPECT BUN_INSPECT_CONNECT_TO BUN_INSPECT_NOTIFY BUN_INSPECT_PRELOAD MULTI_AI_COMPILED_FOR
  # What it has compiled lies in the cache of its packages, which fenced commands of agents write: none, for tests as well.
  export BUN_RUNTIME_TRANSPILER_CACHE_PATH=0
  [ "${HOME-}" ] || ask_home
}

# Where no home is named the host takes the one that the system has for this user, and its transcripts lie there.
ask_home() {
  eval "HOME=~$(command -p id -un 2>/dev/null)"
  case $HOME in /*) export HOME ;; *) unset HOME ;; esac
}

# Whether a folder of PATH, or of a variable that a project may set, may hold the program: it is none of packages that a
# project has installed, and does not lie in the project, which is the repository around the folder $2.
is_apart() {
  case $1 in /*) ;; *) return 1 ;; esac
  case $1/ in */node_modules/*) return 1 ;; esac
  at=$(CDPATH= cd -P -- "$1" 2>/dev/null && pwd -P) || return 1
  case $at/ in */node_modules/*) return 1 ;; esac
  top=$(CDPATH= cd -P -- "$2" 2>/dev/null && pwd -P) || return 0
  start=$top
  until [ -e "$top/.git" ]; do
    case $top in /?*/*) top=${top%/*} ;; *) top=$start && break ;; esac
  done
  # A home folder that is a repository itself holds the person's own programs.
  [ "$top" != "$(CDPATH= cd -P -- "${HOME:-/}" 2>/dev/null && pwd -P)" ] || top=$start
  [ "$top" != / ] || return 0
  case $at/ in "$top"/*) return 1 ;; esac
}

# What the host or npm has left out: a session types the command, any terminal the line with the launcher's own path. `what`
# and `fix` go into JSON as they are.
lacks() {
  what="multi-ai: $1"
  fix="Type /multi-ai:setup packages, or start Claude Code with MULTI_AI_OFF=1"
}

# Whether npm has ended here: this file it writes last.
is_whole() { [ node_modules/.package-lock.json -nt package-lock.json ]; }

# Whether every package of the lock file is in this folder; Bun's programs are for one system each, and find_bun looks for one.
has_each() {
  [ -f node_modules/zod/package.json ] || return 1
  [ -f package-lock.json ] && ! is_whole || return 0
  while IFS='"' read -r _ folder _; do
    case $folder in
      node_modules/@oven/*) ;;
      node_modules/*) [ -f "$folder/package.json" ] || return 1 ;;
    esac
  done <package-lock.json
}

# Where the host keeps its copies, each by the commit that it is of. It marks those that it uses no more.
copies=${CLAUDE_CONFIG_DIR:-${HOME:-}/.claude}/plugins/cache/multi-ai/multi-ai

# Whether the packages are there. A plugin of a folder's marketplace runs from that folder, and the host installs packages in
# its own copy alone: the copy that it uses now is what runs then. The working folder is root, before and after.
has_packages() {
  ! has_each || return 0
  lacks 'packages of this version are missing'
  is_apart "$copies" "$1" || return 1
  own=$root
  # One copy does not stand for another.
  case $own in "$copies"/*) return 1 ;; esac
  for copy in "$copies"/*/; do
    [ ! -e "$copy.orphaned_at" ] && CDPATH= cd -P -- "$copy" 2>/dev/null && has_each && root=$PWD && return
  done
  cd -P -- "$own"
  return 1
}

# What every program of ours is started with: nothing is downloaded, nothing of the current folder is read.
options="--no-install --config=hooks/bunfig.toml --no-env-file --env-file=/dev/null"

# Sets program to the named one: what a hook has compiled of this folder into the data folder $1 (src/hooks/program/compiled.ts), else
# its source. An installed copy never changes; a checkout is edited.
compiled() {
  program=$1/program$root/$2.js
  [ ! -e .git ] && [ -O "$program" ] && [ "${program%/*}/stamp" -nt "src/$2.ts" ] && return
  program=src/$2.ts
  return 1
}

# Sets bun to the first Bun found, or fails with bun empty. The plugin's own comes first: it is the one that everything was
# tried with. With install scripts npm moves the program from @oven/bun-* to bun/bin/bun.exe; without them that is the stub.
# Shell builtins only for the plugin's own; none of the project's, which is around $2, counts.
find_bun() {
  bun=
  for file in "$root"/node_modules/@oven/bun-*/bin/bun "$root/node_modules/bun/bin/bun.exe"; do
    take "$file" "$1" && return 0
  done
  set -f
  IFS=:
  for dir in $PATH; do
    unset IFS
    [ -f "$dir/bun" ] && is_apart "$dir" "$2" && take "$dir/bun" "$1" && break
    IFS=:
  done
  unset IFS
  set +f
  [ -z "$bun" ] || return 0
  for dir in "${HOME:-}/.bun/bin" "${CLAUDE_PLUGIN_DATA:-}"; do
    [ -f "$dir/bun" ] && is_apart "$dir" "$2" && take "$dir/bun" "$1" && return 0
  done
  return 1
}
