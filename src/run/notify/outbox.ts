import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { isNotified } from "../../settings.ts";
import { readCache } from "../../store/files/disk.ts";
import { fieldsIn, isObject } from "../../store/json/fields.ts";
import { oneLine, plural } from "../../text.ts";
import type { Notice } from "../../workflows/contract/notice.ts";
import { workflowOf } from "../../workflows/index.ts";
import { noticesOf } from "./notices.ts";

/** In `.task/`, where it goes with its run. */
export const OUTBOX = "notified.json";

/** What was sent of a run. */
export interface Outbox {
  run: string;
  /** Of each notice by its key: receivers that did not get it at the first try. */
  told: Record<string, number[]>;
  /** How many messages did not arrive at the second try either. */
  dropped: number;
  /** Of the last failure: the kind of its receiver, and what happened. */
  why: string | null;
}

/** An empty one where the file cannot be read, or is another run's. */
export function readOutbox(task: string, run: string): Outbox {
  const given = fieldsIn(readCache(join(task, OUTBOX))?.toString("utf8"));
  return given.run === run && isObject(given.told) && Object.values(given.told).every(Array.isArray)
    ? (given as unknown as Outbox)
    : { run, told: {}, dropped: 0, why: null };
}

/** What is to be sent, and to which receivers: each message twice at most. */
export function pendingOf(run: Run, { told }: Outbox): { notice: Notice; to: number[] }[] {
  const receivers = [...(run.settings.notify ?? []).entries()];
  if (receivers.length === 0) return [];
  return noticesOf(workflowOf(run.workflow), run).flatMap((notice) => {
    const wanted = receivers
      .filter(([, one]) => isNotified(one, notice.on))
      .map(([index]) => index);
    const to = wanted.filter((index) => told[notice.key]?.includes(index) ?? true);
    return to.length === 0 ? [] : [{ notice, to }];
  });
}

/** What could not be sent of a run, in one line for people; null: nothing. */
export function unsentText(task: string, run: string): string | null {
  const { told, dropped, why } = readOutbox(task, run);
  const unsent = Object.values(told).flat().length + dropped;
  return unsent === 0
    ? null
    : `${plural(unsent, "message")} could not be sent, the last one by ${oneLine(String(why))}`;
}
