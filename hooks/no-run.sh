# no-run.sh, sourced by the line that hooks.json gives to sh (so $0 is this file's path): PreToolUse of an Agent call. Here and
# for guard.sh that line first takes functions away that a bash in the place of sh has from the environment: under the names of
# builtins that are used here they would run in their place.
#
# An agent of this plugin works by the brief that a run gives it. Without a run it would do what the caller's words say, with
# no rule that holds it, so it is not started. Where a run is live guard.sh answers, and this says nothing.

[ "$MULTI_AI_OFF" = 1 ] && exit 0
folder=${CLAUDE_PROJECT_DIR:-$PWD}
folder=${folder%/}
[ -e "${CLAUDE_PLUGIN_DATA:-/-}/outside/live$folder/.live" ] && exit 0
until [ -e "$folder/.git" ]; do
  [ -e "$folder/.task/live" ] && exit 0
  case $folder in */?*) folder=${folder%/*} ;; *) break ;; esac
done
[ -e "$folder/.task/live" ] && exit 0
# In a text the quotes would be escaped: this is the field itself. PATH may begin with a folder of the project.
case $(command -p cat) in
*'"subagent_type":"multi-ai:'*)
  printf '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"%s"}}\n' \
    "Denied by multi-ai: its agents work by the brief of a run, and there is none here. The person starts one by typing /multi-ai <request>, or goes on with one by /multi-ai:resume."
  ;;
esac
exit 0
