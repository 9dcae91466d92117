import { isLive, type Run } from "../../engine/run.ts";
import type { Output } from "../../host/answer.ts";
import { isAlive, livingOwner } from "../../host/host.ts";
import { inHost } from "../../plugin.ts";
import { pauseReason } from "../../render/directive.ts";
import { endWords } from "../../render/outcome.ts";
import { questionText } from "../../render/questions.ts";
import { bellOf } from "../../run/driver/background.ts";
import { endedText, following } from "../../run/end/follow-up.ts";
import { viewQuestions } from "../../run/views/questions.ts";
import { END, type News, withOutcomes } from "../../run/views/task-outcome.ts";
import { readCache } from "../../store/files/disk.ts";
import { clean, cut, HOST_TABLE } from "../../text.ts";
import type { HookCall } from "../hook-call.ts";

/**
 * What the sessions of a project tell of a run that a driver carries on beside them. No model reads
 * any of it.
 */

/** What the person has to know of it now, each told once. */
function newsOf({ project }: HookCall, run: Run): News[] {
  if (!isLive(run)) {
    const how = run.status === "complete" ? "complete" : `over: ${endWords(run)}`;
    const lines = [
      `multi-ai: run ${run.run} is ${how}. ${inHost("report")} shows what was done.`,
      endedText(following(project, run)),
    ];
    return [{ name: END, text: lines.filter((line) => line !== null).join("\n") }];
  }
  const open = viewQuestions(project, run).map((question) => ({
    name: question.id,
    text: `multi-ai: run ${run.run} is waiting for you.\n${clean(questionText(question, inHost("decide")))}`,
  }));
  if (open.length > 0) return open;
  const how = `${inHost("resume --background")} continues it in the background, ${inHost("resume")} in this session.`;
  if (run.paused !== null) {
    const why = pauseReason(run.paused).replace(/[.\s]*$/, ".");
    return [{ name: `held ${run.seq}`, text: `multi-ai: run ${run.run} waits. ${why} ${how}` }];
  }
  // A driver that is about to begin is noted as none.
  return run.owner?.host && livingOwner(run) === null
    ? [
        {
          name: `gone ${run.owner.session}`,
          text: `multi-ai: the process of run ${run.run} has ended. ${how}`,
        },
      ]
    : [];
}

/**
 * An answer at a prompt, or at the end of a turn, with all that is new of such a run; a new session
 * is told once more what it waits for.
 */
export function withBackground(hook: HookCall, run: Run, output: Output): Output {
  if (run.released) return output;
  const news = withOutcomes(
    hook.project,
    run,
    output ?? {},
    newsOf(hook, run),
    hook.payload.event === "SessionStart",
  );
  // The end was told: nothing of the run is left to do.
  if (!isLive(run)) hook.change(() => [{ do: "release" }]);
  return Object.keys(news).length === 0 ? null : news;
}

/** SessionStart beside such a run; null: it waits, and what for is said with the news. */
export function backgroundText({ run, owner, questions, paused }: Run): string | null {
  const host = owner?.host ?? null;
  if (questions.length > 0 || paused !== null || (host !== null && !isAlive(host))) return null;
  return `multi-ai: run ${run} is running here by itself${host === null ? "" : ` (process ${host.pid})`}; ${inHost("status")} shows it.`;
}

/**
 * An answer at SessionStart that has the session hear of such a run. Without a run, and in another
 * folder, the guard says the same (hooks/guard.sh).
 */
export function watching({ env }: HookCall, output: Output): Output {
  const bell = bellOf(env);
  if (bell === null) return output;
  const specific = {
    hookEventName: "SessionStart",
    ...(output?.hookSpecificOutput as object | undefined),
  };
  return { ...output, hookSpecificOutput: { ...specific, watchPaths: [bell] } };
}

/** FileChanged: the newest line of the project's driver, shown in passing. */
export function driverSaid({ project, env, at }: HookCall): Output {
  const bell = at.terminal ? bellOf(env) : null;
  const [root, line = ""] = (bell === null ? "" : (readCache(bell)?.toString() ?? "")).split("\n");
  return root === project.root && line !== ""
    ? { systemMessage: `multi-ai: ${cut(clean(line), HOST_TABLE)}` }
    : null;
}
