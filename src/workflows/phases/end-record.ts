import type { Run } from "../../engine/run.ts";
import type { Scene } from "../../record/scene.ts";
import { cut, fold } from "../../text.ts";
import { keepPauseNotes } from "./pause.ts";
import { problemText } from "./phase-found.ts";
import { RESUME } from "./routes.ts";
import { writeState } from "./state-file.ts";

/** What a run comes to, as `STATE.md` has it. */

const MAX_TEXT = 200;
const text = (words: string): string => cut(fold(words), MAX_TEXT);

/** `plan-phase 2`, and how it went. */
function what({ entry, options, status }: Run): string {
  const ended = { complete: "is done", failed: "failed", cancelled: "was stopped" } as Record<string, string>;
  return `${entry}${options.phase === undefined ? "" : ` ${options.phase}`} ${ended[status] ?? "is at work"}`;
}

/** What the person gave words for, with the command that it belongs to. */
function decisionsOf({ decisions, entry, options }: Run): string[] {
  const about = options.phase === undefined ? entry : `Phase ${options.phase}`;
  return decisions.flatMap((one) => {
    if (one.text === null || one.text.trim() === "" || one.kind === "second-request") return [];
    // The question is cut first: what was decided is the answer.
    const asked = one.asked === null ? "" : `${cut(fold(one.asked), MAX_TEXT / 2)} → `;
    return [text(`[${about}]: ${asked}${one.text}`)];
  });
}

/**
 * The failed check that a run ended with and that nobody has taken up; null: none. A look that came before any work says that
 * it cannot begin, and nothing of the project.
 */
export function errorOf({ status, tasks, entry, options }: Run): string | null {
  if (status !== "failed") return null;
  const last = tasks.findLast((one) => one.outcome !== null && !one.void && one.who.program !== undefined);
  if (last === undefined || last.outcome === "pass" || last.gate.endsWith("-survey")) return null;
  const [first = String(last.facts.reason ?? last.note)] = (last.facts.problems as string[] | undefined) ?? [];
  return text(`${entry}${options.phase === undefined ? "" : ` ${options.phase}`}, ${last.subject}: ${first}`);
}

/** Fact of the check by which a command has recorded its end already. */
export const RECORDED = "recorded";

/** Writes what a run comes to into `STATE.md`. @returns problems of what could not be written */
export function record({ project, run }: Scene): string[] {
  const isResumed = run.options[RESUME] !== undefined;
  const kept = isResumed ? keepPauseNotes(project.root, run.updated_at) : { ok: true as const };
  const error = errorOf(run);
  const wrote = writeState(project.root, {
    now: run.updated_at,
    last: what(run),
    stopped_at: text(run.status === "complete" ? what(run) : run.reason || what(run)),
    decisions: decisionsOf(run),
    // A run that was stopped, or that could not begin, has mended nothing.
    ...(error === null && run.status !== "complete" ? {} : { error }),
    ...(isResumed ? { paused: false } : {}),
  });
  return [kept, wrote].flatMap((one) => (one.ok ? [] : one.problems.map(problemText)));
}
