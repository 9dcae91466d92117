import type { Recorded } from "../../../src/engine/events.ts";
import { fold } from "../../../src/engine/evolve.ts";
import type { Run } from "../../../src/engine/run.ts";
import { attempt } from "../../../src/process/attempt.ts";
import type { Project } from "../../../src/project/project.ts";
import type { ReportModel } from "../../../src/render/report/report.ts";
import { lastTree } from "../../../src/run/audit/subject.ts";
import { problemIn } from "../../../src/run/journal/event-problem.ts";
import { reportModelOf } from "../../../src/run/views/report.ts";
import { sceneOf } from "../../../src/workflows/index.ts";

/** What people are shown of a run whose record lies in no folder: the lines of its journal in, the model out. */

/** No folder of any machine: nothing is looked up in it. */
const NOWHERE = "/dev/null/no-project";

/** What lines of a journal say that this version can tell, and of what kinds the others are. */
export interface Readable {
  events: Recorded[];
  /** A later version has written them, say; each kind once. */
  unread: string[];
}

/** An event for each line. One that no event here fits is left out, and named. */
export function eventsIn(lines: readonly string[]): Readable {
  const unread = new Set<string>();
  let run: Run | null = null;
  const events = lines.flatMap((text) => {
    const event = attempt(() => JSON.parse(text) as Recorded, null);
    const isRead = attempt(() => {
      if (problemIn(event!) !== null) return false;
      run = fold(run, [event!]);
      return true;
    }, false);
    if (!isRead) unread.add(String(event?.type ?? "no event"));
    return isRead ? [event!] : [];
  });
  return { events, unread: [...unread] };
}

/** Hashes of the objects that a view of these events reads. */
export const objectsIn = (events: readonly Recorded[]): string[] => [
  ...new Set(
    events.flatMap((event) => {
      if (event.type === "refused") return event.artifact === null ? [] : [event.artifact];
      if (event.type !== "accepted") return [];
      return [event.artifact, ...(event.documents ?? []).map(({ sha }) => sha)];
    }),
  ),
];

/**
 * `object`: the bytes of an object by its hash; null: it is not kept. Null: there is no run yet.
 * @throws Error where the run is of a workflow, or has steps, that this version does not know
 */
export function reportModelIn(
  events: readonly Recorded[],
  object: (sha: string) => Uint8Array | null,
): ReportModel | null {
  const run = fold(null, events);
  const kept = { object, events };
  const project: Project = { root: NOWHERE, task: `${NOWHERE}/.task`, found: "folder", kept };
  return run === null ? null : reportModelOf(project, run, lastTree(sceneOf(project, run)), null);
}
