import type { Recorded } from "../../../src/engine/events.ts";
import { becameText, standingText } from "../../../src/render/report-parts.ts";
import { filesInDiff } from "../../../src/render/shown/diff.ts";
import { headOf, isMet, PROOF } from "../../../src/render/shown/head.ts";
import { eventsIn, objectsIn, shownIn } from "../../../src/run/views/shown.ts";
import type { Store } from "../jobs/store.ts";

/** What people are shown of a job's run, made of its journal: as `multi-ai report --json` has it. */

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

/** Null: its run has not begun. @throws Error where its events are of a version that is not known */
async function read(store: Store, job: string) {
  const lines: string[] = [];
  for (let seq = 0; ; ) {
    const events = await store.eventsAfter(job, seq, PART);
    lines.push(...events.map((one) => one.line));
    if (events.length < PART) break;
    seq = events.at(-1)!.seq;
  }
  const events = eventsIn(lines);
  const objects = await store.objectsNamed(job, objectsIn(events));
  const shown = shownIn(events, (sha) => objects.get(sha) ?? null);
  if (shown === null) return null;
  const diff = await store.diffOf(job);
  const files = diff === null ? null : filesInDiff(diff).map(({ lines: _, ...file }) => file);
  const of = atHand(events);
  return {
    ...shown,
    head: headOf(shown),
    criteria: shown.criteria.map((one) => ({ ...one, is_met: isMet(one) })),
    findings: shown.findings.map((one) => ({
      ...one,
      became: becameText(one),
      shown: one.proof === undefined ? null : PROOF[one.proof][1],
    })),
    reviewers: shown.reviewers.map((one) => ({ ...one, words: standingText(one) })),
    tasks: shown.tasks.map((task) => ({ ...task, ...of(task.id) })),
    files,
  };
}

/** So many lines of a file's change are told. */
const LINES = 3_000;

/** What a job has changed, file by file. */
export const filesOf = (diff: string) =>
  filesInDiff(diff).map((file) => ({
    ...file,
    lines: file.lines.slice(0, LINES),
    left: Math.max(0, file.lines.length - LINES),
  }));

const reading = new Map<string, ReturnType<typeof read>>();

/** `updated`: when the job has changed last; all who ask for it as it is since then get one reading. */
export function viewOf(store: Store, { id, updated }: { id: string; updated: string }) {
  const name = `${id} ${updated}`;
  const known = reading.get(name);
  if (known) return known;
  const now = read(store, id).finally(() => reading.delete(name));
  reading.set(name, now);
  return now;
}
