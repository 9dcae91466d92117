import type { Recorded } from "../../../src/engine/events.ts";
import { isOver } from "../../../src/engine/run.ts";
import { messageOf } from "../../../src/process/attempt.ts";
import { headOf, isMet, PROOF, testTone } from "../../../src/render/history/head.ts";
import { findingStateText } from "../../../src/render/report/finding-outcomes.ts";
import {
  aboutText,
  refusedTexts,
  reviewTone,
  standingText,
} from "../../../src/render/report/report-parts.ts";
import { WORKFLOW_NAMES } from "../../../src/workflows/index.ts";
import { ENDED, type Job } from "../jobs/job.ts";
import type { Store } from "../jobs/store.ts";
import { filesInDiff } from "../shown/diff.ts";
import { eventsIn, objectsIn, reportModelIn } from "../shown/run.ts";
import { Problem } from "./problem.ts";

/** What people are shown of a job's run, made of its journal: as `multi-ai report --json` has it. */

type Viewed = Pick<Job, "id" | "state" | "rolled_back" | "spent">;

export const ROLLED_BACK = "Rolled back: nothing of this change is left on its branch.";

/** Events that are read at once. */
const PART = 2_000;

/** What a task has written last, and whether it waits for an answer: a job's own view has it, as its files lie in no folder. */
function atHand(events: readonly Recorded[]) {
  const writes = new Map<string, string | null>();
  const results = new Map<string, string>();
  const asking = new Map<string, string>();
  for (const event of events) {
    if (event.type === "task_created") writes.set(event.task, event.writes);
    if (event.type === "accepted") results.set(event.task, event.artifact);
    if (event.type === "asked" && event.task) asking.set(event.question, event.task);
    if (event.type === "answered" || event.type === "question_closed")
      asking.delete(event.question);
  }
  return (task: string) => {
    const [file, sha] = [writes.get(task), results.get(task)];
    return {
      asks: [...asking.values()].includes(task),
      result: file && sha ? { file, sha } : null,
    };
  };
}

const isKnown = (events: readonly Recorded[]): boolean =>
  events.every((event) => event.type !== "run_created" || WORKFLOW_NAMES.includes(event.workflow));

/** Null: its run has not begun. @throws Problem where its events are of a version that is not known */
async function read(store: Store, { id: job, state, rolled_back, spent }: Viewed) {
  const lines: string[] = [];
  for (let seq = 0; ; ) {
    const events = await store.eventsAfter(job, seq, PART);
    lines.push(...events.map((one) => one.line));
    if (events.length < PART) break;
    seq = events.at(-1)!.seq;
  }
  const { events, unread } = eventsIn(lines);
  const objects = await store.objectsNamed(job, objectsIn(events));
  let made: ReturnType<typeof reportModelIn>;
  try {
    made = reportModelIn(events, (sha) => objects.get(sha) ?? null);
  } catch (error) {
    // What this version knows and cannot show is a fault of its own.
    if (unread.length === 0 && isKnown(events)) throw error;
    throw unknown(messageOf(error));
  }
  if (made === null && unread.length > 0)
    throw unknown(`a journal that begins with ${JSON.stringify(unread[0])}`);
  if (made === null) return null;
  // What ends a job at a limit, or takes it back, is not in its journal.
  const shown = { ...made, rolled_back: rolled_back ? ROLLED_BACK : null };
  const isEnded = ENDED.includes(state);
  const diff = await store.diffOf(job);
  const files = diff === null ? null : filesInDiff(diff).map(({ lines: _, ...file }) => file);
  const of = atHand(events);
  return {
    ...shown,
    unread,
    // The time at work, as the job's limit counts it.
    head: headOf({ ...shown, minutes: spent.minutes ?? shown.minutes }),
    criteria: shown.criteria.map((one) => ({ ...one, is_met: isMet(one) })),
    findings: shown.findings.map((one) => ({
      ...one,
      became: findingStateText(one),
      shown: one.proof === undefined ? null : PROOF[one.proof],
    })),
    reviewers: shown.reviewers.map((one) => ({
      ...one,
      tone: reviewTone(one),
      words: [standingText(one), aboutText(one), ...refusedTexts(one)].filter(Boolean).join("; "),
    })),
    tested: {
      ...shown.tested,
      before: shown.tested.before.map((one) => ({ ...one, tone: testTone(one) })),
      after: shown.tested.after.map((one) => ({ ...one, tone: testTone(one, shown.tested.lost) })),
    },
    tasks: shown.tasks.map((task) => ({
      ...task,
      ...(isEnded && !isOver(task) && { status: "cancelled" as const }),
      ...of(task.id),
    })),
    files,
  };
}

const unknown = (found: string): Problem =>
  new Problem(409, "version", {
    found,
    expected: "a run that this version of the server knows",
    next: "Update the server to the version of its workers. Until then the run's events are at GET /api/jobs/{id}/events.",
  });

/** Views that are at hand, each as its job was when it had changed last. */
const known = new Map<string, { updated: string; view: ReturnType<typeof read> }>();
const MOST_KNOWN = 50;

/** So many lines of a file's change are told. */
const LINES = 3_000;

/** What a job has changed, file by file. */
export const filesOf = (diff: string) =>
  filesInDiff(diff).map((file) => ({
    ...file,
    lines: file.lines.slice(0, LINES),
    left: Math.max(0, file.lines.length - LINES),
  }));

/** `updated`: when the job has changed last; all who ask for it as it is since then get one reading. */
export function viewOf(store: Store, job: Viewed & { updated: string }) {
  const { id, updated } = job;
  const last = known.get(id);
  if (last?.updated === updated) return last.view;
  const view = read(store, job);
  known.delete(id);
  known.set(id, { updated, view });
  view.catch(() => known.get(id)?.view === view && known.delete(id));
  for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
  return view;
}
