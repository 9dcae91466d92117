import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { clean, sentence } from "../../text.ts";
import type { Resolved } from "../../workflows/contract/contract.ts";
import { moduleOf } from "../../workflows/index.ts";
import { insteadText } from "./parked-runs.ts";

/** What begins once a run is over. */

/**
 * What begins by itself after a run that is over, or why nothing does; null: nothing was meant to.
 * `run/start/begin-run.ts` begins it.
 */
export function following(project: Project, run: Run): Resolved | null {
  const isOver = run.status === "complete" || run.status === "failed";
  const next = isOver ? (moduleOf(run.workflow).follows?.(project.root, run) ?? null) : null;
  if (!next?.ok) return next;
  const { workflow, auto } = run;
  const problem = insteadText(
    project,
    { workflow, auto, entry: next.entry, options: next.options },
    next.request,
  );
  return problem === null ? next : { ok: false, problem };
}

/** Why it goes no further, and what to type; null: it was not meant to, or it does. */
export const endedText = (next: Resolved | null): string | null =>
  next === null || next.ok
    ? null
    : clean(`Nothing else starts by itself. ${sentence(next.problem)}`);
