import { NoPayload, type Payload, readPayload } from "./host/payload.ts";
import type { Typed } from "./plugin.ts";
import { isHarmless, onlyReads } from "./policy/plain-call.ts";
import { VERSION } from "./version.ts";

/** The plugin's folder: the guard starts this program there. */
const PLUGIN = process.cwd();

/** What loads the rest: to load that costs more than all that a call which only reads needs. */
const loader = (): typeof import("./hooks/program/load.ts") => require("./hooks/program/load.ts");

/**
 * Exit code: 2 refuses the completion of a host task, or wakes the session; everything else is said
 * on standard output.
 */
async function main(): Promise<number> {
  const closed = process.argv[2] === "policy";
  // The guard means it for this process alone, not for what git starts.
  delete process.env.BUN_JSC_useJIT;
  let payload: Payload | undefined;
  try {
    // The guard's second try: the first has failed, perhaps because of what is compiled.
    if (process.env.MULTI_AI_AGAIN) loader().distrust(PLUGIN, process.env.CLAUDE_PLUGIN_DATA);
    payload = await readPayload(Bun.stdin.stream());
    if (closed && isHarmless(payload, process.env.MULTI_AI_HOME ?? "", VERSION)) return 0;
    const { program, after } = loader().load(PLUGIN, process.env.CLAUDE_PLUGIN_DATA);
    if (process.argv[2] === "checks") {
      const wake = await program.attend(payload);
      if (wake !== null) console.error(wake);
      return wake === null ? 0 : 2;
    }
    const code = closed && program.judge(payload) ? 0 : await program.answer(payload);
    after();
    return code;
  } catch (error) {
    // The guard's second try after a failure: what the first has written may be half an answer, and
    // nothing may follow it.
    if (error instanceof NoPayload && process.env.MULTI_AI_AGAIN) return 1;
    if (process.env.MULTI_AI_DEBUG) console.error(error);
    // No rule is about reading: what cannot be checked is what may change something.
    if (closed && payload !== undefined && onlyReads(payload)) return 0;
    return failed(error, closed, payload?.event ?? "");
  }
}

/**
 * Inside a run a tool call fails closed with what to do; prompts and stops never hold the person.
 */
function failed(error: unknown, closed: boolean, event: string): number {
  const { inHost } = require("./plugin.ts") as typeof import("./plugin.ts");
  const inWords = (error as { inWords?: (typed: Typed) => string } | null)?.inWords?.(inHost);
  const message = inWords ?? (error instanceof Error ? error.message : String(error));
  const line = `multi-ai: ${message}`;
  const ways = `${inHost("status")} shows more; ${inHost("cancel --force")} ends the run.`;
  const remedy = `the call cannot be checked, so during a run only reading is allowed.${inWords ? "" : ` ${ways}`}`;
  const output = closed
    ? {
        hookSpecificOutput: {
          hookEventName: "PreToolUse",
          permissionDecision: "deny",
          permissionDecisionReason: `${line} — ${remedy}`,
        },
      }
    : event === "UserPromptExpansion"
      ? { decision: "block", reason: line }
      : { systemMessage: line };
  console.log(JSON.stringify(output));
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});
