import type { Verdict } from "../../engine/workflow.ts";

/** What the verdicts of a panel's seats on one part come to. */
export const counted = <V extends Verdict>(verdicts: V[]) => ({
  verdicts,
  approved: verdicts
    .filter((verdict) => verdict.verdict === "approved" && !verdict.stale)
    .map((verdict) => verdict.seat),
  changes: verdicts.filter((verdict) => verdict.verdict === "changes" && !verdict.overruled),
});
