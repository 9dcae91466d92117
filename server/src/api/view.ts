import { filesInDiff } from "../../../src/render/shown/diff.ts";
import { eventsIn, objectsIn, shownIn } from "../../../src/run/views/shown.ts";
import type { Store } from "../jobs/store.ts";

/** What people are shown of a job's run, made of its journal: as `multi-ai report --json` has it. */

/** Events that are read at once. */
const PART = 2_000;

/** Null: its run has not begun. @throws Error where its events are of a version that is not known */
export async function viewOf(store: Store, job: string) {
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
  return { ...shown, files };
}
