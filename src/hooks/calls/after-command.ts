import { isEndDelivered } from "../../engine/directive.ts";
import { sameHost, taskOfAgent } from "../../engine/run.ts";

import { block, context, type Output } from "../../host/answer.ts";
import { hasOwnHost } from "../../host/payload.ts";
import { mayRun } from "../../host/shell/shell-call.ts";
import { attempt } from "../../process/attempt.ts";
import { isAsLooked, isQuiet, takeBefore } from "../../record/guarded/watched.ts";
import { copyOf, dropCopy } from "../../record/machine/copies.ts";
import { unmark } from "../../record/machine/marks.ts";
import { changedAfter } from "../../run/audit/calls.ts";
import { readRun } from "../../run/journal/change.ts";
import { isGuarded } from "../../run/journal/projections.ts";
import type { HookCall } from "../hook-call.ts";

/** What a command did that no command may do; and a record that is gone altogether. */

/**
 * PostToolUse and PostToolUseFailure of a call that ran a command; undefined: it changed nothing
 * that is watched.
 */
export async function afterCommand(hook: HookCall): Promise<Output | undefined> {
  const { payload, project, env } = hook;
  const refused = await refusedAfter(hook);
  // What a command of an agent has changed in the project.
  const { bound } = hook;
  const seen = bound === null ? [] : changedAfter(project, bound.run, bound.task, payload, env);
  if (seen.length > 0) hook.change(() => seen);
  const notices = seen.flatMap((one) => (one.do === "notice" ? [one.text] : []));
  return (
    refused ??
    (notices.length > 0 ? context(payload.event, `${notices.join("\n")} ${LEAVE}`) : undefined)
  );
}

/** What an agent is told after that. */
const LEAVE =
  "Leave the person's uncommitted files, commits, branches and stashes alone, and make no commit: the program does. To see how it was before, use `git show` or `git worktree add` in the temporary folder. If the task needs one of these files changed, use Edit or Write; to remove it, name it in `rm`.";

async function refusedAfter(hook: HookCall): Promise<Output | undefined> {
  const { payload, project, env } = hook;
  const before = takeBefore(project, payload.call, env);
  if ((before === null || isQuiet(project, before)) && isAsLooked(project, env)) return undefined;
  // Most commands change nothing that is watched (20 ms).
  const { afterCall } = await import("../../run/audit/folder.ts");
  const changed = afterCall(project, before, env, { by: "a command", call: payload.call });
  hook.renew();
  return changed === null ? undefined : refusal(payload.event, changed);
}

function refusal(event: string, changed: string): Output {
  const how = /(?:^|[\s,])\.task\//.test(changed) ? " (`git clean` without -x or -X)" : "";
  const reason = `Refused by multi-ai: while this command ran, ${changed}. If a program of it did that, run it so that it leaves ${how === "" ? "that" : "these files"} alone${how}, and do not undo what the program has put back. If this command did not, continue.`;
  return event === "PostToolUse"
    ? { ...block(reason), systemMessage: `multi-ai: while a command ran, ${changed}.` }
    : context(event, reason);
}

/**
 * Any event where the record of a live run is gone. In the run's own session it is brought back; in
 * another one the person is told, once, and nothing else happens. Undefined: the event goes on.
 */
export async function recordGone(hook: HookCall): Promise<Output | undefined> {
  const { project, env, payload } = hook;
  const copy = copyOf(project, env)!;
  // The run of a copy, while its hooks have anything to do.
  const run = attempt(() => readRun({ ...project, task: copy }), null);
  if (run === null || !isGuarded(run) || isEndDelivered(run)) {
    dropCopy(project, env);
    return undefined;
  }
  const isAgent = hasOwnHost(payload) && taskOfAgent(run, payload.agent) !== undefined;
  const isOwn =
    isAgent || run.owner?.session === payload.session || sameHost(run.owner?.host, hook.host);
  if (isOwn && payload.event !== "SessionEnd") {
    // A call that ran a command says itself what it has done. Loaded when a record is gone (40 ms).
    const isCommand = payload.event.startsWith("PostToolUse") && mayRun(payload);
    if (!isCommand) {
      const { restoreRecord, GONE } = await import("../../run/audit/folder.ts");
      restoreRecord(project, env, GONE);
    }
    hook.renew();
    return undefined;
  }
  const text = `the record of run ${run.run} is missing from .task/ in this folder; a copy is kept. /multi-ai:resume restores it; /multi-ai:cancel drops it.`;
  // What the text names has to work there; any other command would begin beside the run that is
  // lost.
  if (payload.event === "UserPromptExpansion")
    return /^multi-ai:(?:resume|cancel)$/.test(payload.commandName)
      ? undefined
      : block(`Nothing was started: ${text}`);
  if (payload.event !== "SessionStart") return null;
  unmark(project, env);
  return { systemMessage: `multi-ai: ${text}` };
}
