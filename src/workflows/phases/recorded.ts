import type * as z from "zod/mini";
import type { Run, Task } from "../../engine/run.ts";
import { accepted, acceptedText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import type { Settings } from "../../settings.ts";

/** What a run has on record, by gate. */

export type At = Pick<Scene, "project" | "run">;

export const newest = (run: Run, ...gates: string[]): Task | undefined =>
  run.tasks.findLast((task) => gates.includes(task.gate) && task.artifact !== null && !task.void);

/** The artifact, or the record of the program, that counts; null: there is none, or it is gone. */
export const recordOf = <T>({ project, run }: At, gate: string): T | null =>
  accepted<T>(project, newest(run, gate)?.artifact ?? null);

/** The same with what may be left out filled in: objects hold what was written. */
export const recordAs = <T>(schema: z.ZodMiniType<T>, at: At, gate: string): T | null =>
  schema.safeParse(recordOf(at, gate)).data ?? null;

/** A document of the run as `.planning` has it, below this head; null: there is none. */
export function pageOf({ project, run }: At, path: string, head: string): string | null {
  const text = acceptedText(project, run, path);
  return text && `${head}\n\n${text.trim()}\n`;
}

/** What the journal keeps of it. */
export const factsOf = <T>(run: Run, gate: string): Partial<T> =>
  (newest(run, gate)?.facts ?? {}) as Partial<T>;

type Skipped = NonNullable<NonNullable<Settings["phases"]>["skip"]>[number];
/** Whether the person's settings leave it out. */
export const isSkipped = (settings: Pick<Settings, "phases">, what: Skipped): boolean =>
  settings.phases?.skip?.includes(what) ?? false;
