// A run whose accepted files somebody changes by hand, and the call for a task behind that.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../../src/engine/run.ts";
import { dispatch } from "../../../src/hooks/agents/dispatch.ts";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { narrow } from "../../../src/host/payload.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { type MadeRun, makeRun, type RunOptions } from "../../cli/made/make-run.ts";

const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";
export const answers = { story: { option: "approve", text: null } };
export const upTo = (id: string, options: RunOptions = {}) =>
  makeRun({ answers, until: ready(id), ...options });

/** A file of the run, its text, and the same changed by hand. */
export const textOf = ({ root }: MadeRun, path: string): string =>
  readFileSync(join(root, path), "utf8");
export function edit(made: MadeRun, path: string, change: (text: string) => string): string {
  const text = change(textOf(made, path));
  writeFileSync(join(made.root, path), text);
  return text;
}

/** The main thread calls for a task, as the host's hook sees it. */
export async function call(
  { project }: MadeRun,
  task: string,
): Promise<{ run: Run; denied: string | null }> {
  const session = readRun(project)!.owner!.session;
  const payload = narrow({
    hook_event_name: "PreToolUse",
    session_id: session,
    transcript_path: "/nowhere/s.jsonl",
    tool_name: "Agent",
    tool_input: { subagent_type: "multi-ai:x", description: task, prompt: task },
    tool_use_id: `toolu_${task}_hook`,
  });
  const output = await dispatch(hookCall(payload, project, { CLAUDE_CODE_ENTRYPOINT: "cli" }));
  const said = output?.hookSpecificOutput as {
    permissionDecision: string;
    permissionDecisionReason?: string;
  };
  return {
    run: readRun(project)!,
    denied: said.permissionDecision === "deny" ? String(said.permissionDecisionReason) : null,
  };
}
