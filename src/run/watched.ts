import type { Recorded } from "../engine/events.ts";
import { type Run, type Task, taskOf } from "../engine/run.ts";
import { usageIn } from "../host/transcript.ts";
import { denyList, type IsSecret } from "../project/deny-list.ts";
import type { Project } from "../project/project.ts";
import { accepted, objectText } from "../record/accepted.ts";
import { explainText } from "../render/explain.ts";
import type { RunView } from "../render/view.ts";
import type { KnownTask, WatchedFinding } from "../render/watch.ts";
import type { Layout } from "../text.ts";
import type { Caught } from "../workflows/contract.ts";
import { NONCE_LINE } from "./brief.ts";
import { caughtIn, transcriptsAtWork } from "./status.ts";

/** What somebody who watches a run is shown beside its status. Reads only. */

/** Tool calls and tokens so far of each running task's agent, from the transcripts that the host writes. */
export const usedSoFar = (project: Project, run: Run): Map<string, { tokens: number; tool_calls: number }> =>
  new Map(
    transcriptsAtWork(project, run).flatMap(({ id, bytes }) => (bytes.length === 0 ? [] : [[id, usageIn(bytes)]])),
  );

const watchedFinding = ({ id, task, severity, state, place, problem, fix }: Caught): WatchedFinding => ({
  id,
  task,
  severity,
  state,
  place: place ?? "",
  problem,
  fix,
});

/** The newest findings of a run, newest first. */
export function newestFindings(project: Project, run: Run, most: number): WatchedFinding[] {
  return caughtIn(project, run).slice(-most).reverse().map(watchedFinding);
}

/** Fields of an artifact that hold lines of the file that stands beside them. */
const QUOTES = ["quote", "gone"];

/** A value without the lines that it quotes of secret files. */
function withoutSecrets(value: unknown, isSecret: IsSecret): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, isSecret));
  if (typeof value !== "object" || value === null) return value;
  const { file } = value as { file?: unknown };
  const hides = typeof file === "string" && isSecret(file);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !(hides && QUOTES.includes(name)))
      .map(([name, one]) => [name, withoutSecrets(one, isSecret)]),
  );
}

/** What an artifact says: of JSON its value, else its text; null before there is one. Without what only binds it to its task. */
function resultOf(project: Project, run: Run, { artifact, handed }: Task): unknown {
  const value = accepted<unknown>(project, artifact);
  if (value === null) return objectText(project, artifact) ?? objectText(project, handed.at(-1)?.sha ?? null);
  const { nonce: _nonce, task: _task, ...said } = value as Record<string, unknown>;
  return withoutSecrets(Array.isArray(value) ? value : said, denyList(run.settings.secrets));
}

/** All that is known of a task; null: the run has no such task. `events`: those of the run. */
export function knownTask(
  project: Project,
  run: Run,
  view: RunView,
  id: string,
  events: readonly Recorded[],
  layout: Layout,
): KnownTask | null {
  const task = taskOf(run, id);
  const shown = view.tasks.find((one) => one.id === id);
  if (task === undefined || shown === undefined) return null;
  const caught = caughtIn(project, run).filter((one) => one.task === id);
  const brief = events.findLast((one) => one.type === "dispatched" && one.task === id);
  return {
    title: `${id} ${task.subject}`,
    why: explainText(view, shown, { kind: task.kind, fixes: task.fixes, caught }, events, layout),
    findings: caught.map(watchedFinding),
    result: resultOf(project, run, task),
    brief: (brief?.type === "dispatched" ? objectText(project, brief.brief) : null)?.replace(NONCE_LINE, "") ?? null,
  };
}
