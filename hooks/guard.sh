# guard.sh <marker> <class> <event>, sourced by the line that hooks.json gives to sh (so $0 is this file's path).
#
# Every event of every session comes through here: the way to "no run is live" uses builtins alone. From the folder the host
# was started in it walks up to one that is marked outside of the project (src/record/machine/marks.ts), or holds .task/<marker>, or
# .task/left.json while agents of a run that was left may work, up to the first .git; marker - means no walk. Then the hook
# runs from the plugin's own folder: Bun reads nothing of the project. What comes on stdin goes to it untouched.
#   class policy  fails closed: without a working hook the tool call is denied, with the remedy
#   class step    fails open, and says so where somebody reads it
#   class checks  runs beside the session, and wakes it by exit code 2

[ "$MULTI_AI_OFF" = 1 ] && exit 0
marker=$1 class=$2 event=$3 typed=
# Texts are fixed ones, without what JSON escapes.
fix="or start Claude Code with MULTI_AI_OFF=1"

no_bun() {
  what='multi-ai: Bun was not found'
  fix="Install Bun (https://bun.com) or type /multi-ai:setup packages, after which /multi-ai:cancel --force can end a run, or start Claude Code with MULTI_AI_OFF=1"
  cannot
}

cannot() {
  fetched
  case $class:$event in
    policy:*) printf '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"%s, so this call cannot be checked during a run. %s."}}\n' "$what" "$fix" ;;
    step:UserPromptExpansion) printf '{"decision":"block","reason":"%s. %s."}\n' "$what" "$fix" ;;
    # Once for each session: this event comes after a compaction too.
    step:SessionStart) case $(command -p cat) in *'"source":"compact"'*) ;; *) printf '{"systemMessage":"%s. %s."}\n' "$what" "$fix" ;; esac ;;
  esac
  exit 0
}

# The one command that needs neither packages nor Bun. In a text the quotes would be escaped: this is the field itself. What the
# launcher and npm say goes into JSON without what would have to be escaped.
fetched() {
  [ "$class:$event" = step:UserPromptExpansion ] || return 0
  case $(command -p cat) in *'"command_name":"multi-ai:setup"'*) ;; *) return 0 ;; esac
  reason=$(
    (cd -- "$MULTI_AI_PROJECT_START" && exec "$root/bin/multi-ai" setup packages) 2>&1 </dev/null |
      command -p tr -d '\000-\011\013-\037"\\' | command -p tail -n 12 |
      while IFS= read -r text; do printf '%s\\n' "$text"; done
  )
  printf '{"decision":"block","reason":"%s"}\n' "${reason%??}"
  exit 0
}

# After half an answer on stdout JSON would be void: exit 2 denies. At a prompt or Stop it would hold the person.
crashed() {
  what="multi-ai: the hook failed at $event (code $1)"
  # Elsewhere a line that begins with ! reaches the model (src/host/entry-points.ts).
  case ${CLAUDE_CODE_ENTRYPOINT-} in cli) ends='! multi-ai cancel --force' ;; *) ends='multi-ai cancel --force (in a terminal)' ;; esac
  fix="$ends ends the run, $fix"
  case $class:$event in
    policy:*) echo "$what, so this call cannot be checked during a run. $fix." >&2 && exit 2 ;;
    step:UserPromptExpansion) printf '{"decision":"block","reason":"%s. %s."}\n' "$what" "$fix" ;;
    *) echo "$what. $fix." >&2 ;;
  esac
  exit 0
}

# Ends with the hook, unless it failed. By exit code, with words on stderr, TaskCompleted is refused and a session woken.
run_hook() {
  "$bun" $options "$program" "$class" && exit 0
  code=$?
  case $class:$event:$code in checks:*:2 | *:TaskCompleted:2) exit 2 ;; esac
}

# No run is here. A session is told all the same that packages or Bun are missing, as no command of the plugin would work, and
# that a run is parked. One with a screen watches the file by which it hears of a run that goes on beside it; in another folder
# the host forgets it.
no_run() {
  [ "$class:$event" != step:UserPromptSubmit ] || ! names_other || return 0
  [ "$event" = SessionStart ] || exit 0
  # Without git the walk went up to the root.
  project=${folder:-$MULTI_AI_PROJECT_START}
  has_root || cannot
  find_bun "" "$MULTI_AI_PROJECT_START" || no_bun
  case $bun in */@oven/*) ;; *) ! is_stub "$bun" || find_bun careful "$MULTI_AI_PROJECT_START" || no_bun ;; esac
  for parked in "$project"/.task/parked/*/; do
    [ ! -d "$parked" ] || watches ',"systemMessage":"multi-ai: a run is parked in this project; /multi-ai:resume continues it."'
  done
  watches
}
watches() {
  watched=
  # Said once for each session: this event comes after a compaction too.
  [ -z "${1-}" ] || case $(command -p cat) in *'"source":"compact"'*) watches ;; esac
  case ${CLAUDE_CODE_ENTRYPOINT-}:${CLAUDE_PLUGIN_DATA-} in
    *[\"\\[:cntrl:]]*) ;;
    cli:/*) watched=',"watchPaths":["'$CLAUDE_PLUGIN_DATA'/background.txt"]' ;;
  esac
  [ -z "$watched${1-}" ] || printf '{"hookSpecificOutput":{"hookEventName":"%s"%s}%s}\n' "$event" "$watched" "${1-}"
  exit 0
}
# The begin of what is typed: a command of another program, which may have a name here, or one that this plugin may not have.
# Its text would reach a model. Nothing before that field can look like it: there a quote would be escaped.
names_other() {
  typed=$(command -p head -c 4000)
  case $typed in *'"prompt":"/gsd'[-:]* | *'"prompt":"/multi-ai:'*) ;; *) return 1 ;; esac
}
has_root() {
  CDPATH= cd -P -- "${0%/*}/.." && root=$PWD && . hooks/find-bun.sh && has_packages "$MULTI_AI_PROJECT_START"
}

# A skill whose `name:` is one of ours is called by its folder, and takes what is typed: no other start of Bun is worth it.
takes_name() {
  for skill in "${MULTI_AI_PROJECT_START%/}"/.claude/skills/*/SKILL.md "${CLAUDE_CONFIG_DIR:-$HOME/.claude}"/skills/*/SKILL.md; do
    [ -f "$skill" ] || continue
    marks=0
    while [ $marks -lt 2 ] && IFS= read -r text; do
      case $text in name:*multi-ai*) return 0 ;; ---*) marks=$((marks + 1)) ;; *) [ $marks = 1 ] || break ;; esac
    done <"$skill"
  done
  return 1
}

# Where the session may end (src/host/entry-points.ts) the checks run in the other hook of the event.
case $class:${CLAUDE_CODE_ENTRYPOINT-} in
  checks:cli | checks:claude-vscode | checks:claude-desktop | checks:claude-desktop-3p | checks:jetbrains) ;;
  checks:*) exit 0 ;;
esac
[ "$event" != CwdChanged ] || watches
unset MULTI_AI_HOME MULTI_AI_AGAIN
MULTI_AI_PROJECT_START=${CLAUDE_PROJECT_DIR:-$PWD}
if [ "$marker" = names ]; then
  takes_name || exit 0
elif [ "$marker" != - ]; then
  folder=${MULTI_AI_PROJECT_START%/}
  marks=${CLAUDE_PLUGIN_DATA:-/-}/outside/live
  until [ -f "$marks$folder/.live" ] && IFS= read -r folder <"$marks$folder/.live"; do
    [ -e "$folder/.task/$marker" ] || [ -e "$folder/.task/left.json" ] && break
    [ -e "$folder/.git" ] && no_run && break
    case $folder in */?*) folder=${folder%/*} ;; *) no_run && break ;; esac
  done
  MULTI_AI_HOME=${folder:-/}
  export MULTI_AI_HOME
fi
export MULTI_AI_PROJECT_START

CDPATH= cd -P -- "${0%/*}/.." && root=$PWD && . hooks/find-bun.sh && shed_options || no_bun
has_packages "$MULTI_AI_PROJECT_START" || cannot
find_bun "" "$MULTI_AI_PROJECT_START" || no_bun
compiled "${CLAUDE_PLUGIN_DATA:-/-}" hook
# To compile pays only in a process that runs longer: without, the hook starts and ends a tenth sooner.
BUN_JSC_useJIT=0
export BUN_JSC_useJIT
# The begin was read above.
[ -z "$typed" ] || { { printf %s "$typed" && command -p cat; } | "$bun" $options "$program" "$class"; exit 0; }
run_hook
ended=$code
# A Bun that is not for this machine (126, 127) or its processor (132), or no Bun, has read nothing. Should a hook end like
# this after all, the next one finds nothing to read, and says nothing.
if [ "$code" = 126 ] || [ "$code" = 127 ] || [ "$code" = 132 ] || is_stub "$bun"; then
  find_bun careful "$MULTI_AI_PROJECT_START" || no_bun
  MULTI_AI_AGAIN=1 program=src/hook.ts
  export MULTI_AI_AGAIN
  run_hook
  [ "$ended" = 132 ] || ended=$code
fi
# A Bun that does not know the switch, or dies of it, has read nothing. A hook that failed has read all, and fails again.
if [ "$code" = 1 ] || [ "$code" -ge 128 ]; then
  unset BUN_JSC_useJIT
  MULTI_AI_AGAIN=1 program=src/hook.ts
  export MULTI_AI_AGAIN
  run_hook
fi
[ "$ended" = 1 ] || code=$ended
crashed $code
