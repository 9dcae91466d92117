import { limitOf } from "../../../engine/rounds.ts";
import type { Scene } from "../../../record/scene.ts";

/** How much room the session's main thread has left, by the usage rows of its transcript. */

/** Tokens of a context window: the usual one, and the large one of sessions that are beyond the usual. */
const WINDOWS = [200_000, 1_000_000];

/** Percent of the context that are left; null where the transcript says nothing. Pure. */
export function contextLeft({ run }: Pick<Scene, "run">): number | null {
  const used = run.main?.findLast((one) => one.session === run.owner?.session)?.now.context;
  if (used === undefined) return null;
  const window = WINDOWS.find((one) => used <= one) ?? used;
  return Math.floor(((window - used) / window) * 100);
}

/** Why the session has too little room to go on; null: it has enough, or nobody can tell. */
export function lowContext({ workflow, run }: Pick<Scene, "workflow" | "run">): string | null {
  const left = contextLeft({ run });
  const least = limitOf(workflow, run, "context_left");
  return left === null || left >= least
    ? null
    : `this session has ${left} % of its context left, and needs ${least} %: everything is kept; go on after /clear, or in a new session`;
}
