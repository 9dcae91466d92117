// Scripts of a project that feed the plugin's hook by hand, and that type by a host of their own.
import type { Files } from "../../harness/project.ts";

const LINE = `'test -r "$0" || exit 0; . "$0"'`;

/** Each line that it prints is the name of a try and what the hook has answered. */
export const feeding = (plugin: string): Files => ({
  "tools/feed.sh": `session=$CLAUDE_CODE_SESSION_ID
export CLAUDE_PROJECT_DIR="$PWD"
data=$(ls -d "$HOME"/.claude/plugins/data/multi-ai-* | head -1)
export CLAUDE_PLUGIN_DATA="$data"
guard='${plugin}/hooks/guard.sh'
payload() { printf '{"session_id":"%s","transcript_path":"/nowhere.jsonl","cwd":"%s","hook_event_name":"%s",%s}' "$session" "$PWD" "$1" "$2"; }
said() { printf '%s> ' "$1"; tr '\\n' ' '; echo; }
feed() { payload "$2" "$3" | /bin/sh -c ${LINE} "$guard" "$4" "$5" "$2" 2>&1 | said "$1"; }
feed prompt UserPromptSubmit '"prompt":"A"' live step
payload UserPromptSubmit '"prompt":"A"' >tools/payload.json
there=$PWD
(cd '${plugin}' && MULTI_AI_PROJECT_START="$there" MULTI_AI_HOME="$there" MULTI_AI_HOST_PID="$PPID" CLAUDE_PID="$PPID" bun hooks/hook.js step <"$there/tools/payload.json") 2>&1 | said past
feed agent SubagentStop '"agent_id":"a1","agent_type":"multi-ai:planner"' live step
feed dialog PostToolUse '"tool_name":"AskUserQuestion","tool_use_id":"t1","tool_input":{},"tool_response":{"answers":{"Q1?":"Approve"}}' live step
feed command UserPromptExpansion '"command_name":"multi-ai:decide","command_args":"A"' - step
feed session SessionStart '"source":"resume"' events.jsonl step
payload UserPromptExpansion '"command_name":"multi-ai:cancel","command_args":"--force"' >tools/payload.json
(setsid sh -c 'sleep 1; /bin/sh -c "$1" "$2" - step UserPromptExpansion <tools/payload.json >tools/detached.txt 2>&1' x ${LINE} "$guard" >/dev/null 2>&1 </dev/null &)
sleep 4
said detached <tools/detached.txt
`,
});

/** What the program of the inbox says that a command is given: it types into the session that has started the command. */
export const INBOX: Files = {
  "tools/send.sh": "bun tools/send.ts",
  "tools/send.ts": `const { CLAUDE_CODE_MESSAGING_SOCKET: unix = "", CLAUDE_CODE_MESSAGING_TOKEN: token } = process.env;
const inbox = await Bun.connect({ unix, socket: { data() {} } });
const said = { type: "user", message: { role: "user", content: "A" } };
inbox.write(\`\${JSON.stringify({ type: "auth", token })}\\n\${JSON.stringify(said)}\\n\`);
inbox.flush();
await Bun.sleep(1000);
process.exit(0);
`,
};

/** The same by claude -p, which goes on with the session or opens one of its own. `only`: one of the tries. */
export const nested = (plugin: string, only = ""): Files => ({
  "tools/type.sh": `only='${only}'
session=$CLAUDE_CODE_SESSION_ID
said() { printf '%s> ' "$1"; tr '\\n' ' '; echo; }
types() { name=$1; shift; [ "\${only:-$name}" = "$name" ] || return 0; claude --plugin-dir '${plugin}' --permission-mode bypassPermissions -p "$@" </dev/null 2>&1 | said "$name"; }
types answer --resume "$session" A
types decide --resume "$session" '/multi-ai:decide A'
types cancel '/multi-ai:cancel'
types force '/multi-ai:resume --force'
[ "\${only:-adrift}" = adrift ] || exit 0
(setsid env -i PATH="$PATH" HOME="$HOME" ANTHROPIC_BASE_URL="$ANTHROPIC_BASE_URL" ANTHROPIC_API_KEY="$ANTHROPIC_API_KEY" IS_SANDBOX=1 \\
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_AUTOUPDATER=1 \\
  sh -c 'sleep 1; claude --plugin-dir "$1" --permission-mode bypassPermissions -p "/multi-ai:resume --force" >tools/adrift.txt 2>&1' x '${plugin}' >/dev/null 2>&1 </dev/null &)
sleep 9
said adrift <tools/adrift.txt
`,
});
