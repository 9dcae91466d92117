import type { BlockingAsk, BlockingChoice, BlockingMove } from "../../engine/workflow.ts";

/** Answers, and whole questions, that gates of several workflows have in common. */

export const again = { move: "again" } as const;
/** The same, with what the person says. */
export const hint = { ...again, reason: true } as const;
export const stop = { move: "stop" } as const;
/** Ways to go on without an approval: each with the person's reason, and recorded as what it is. */
export const accept = { move: "next", reason: true, waiver: "accepted" } as const;
export const waive = { move: "next", reason: true, waiver: "waived" } as const;
export const overrule = { move: "next", reason: true, waiver: "overruled" } as const;

/** Another owner: the same agent with a model that it does not have now. */
export const OTHER_MODEL = { other: ["opus", "sonnet"] };
export const other: { move: BlockingMove } = { move: { substitute: OTHER_MODEL } };

const question = (ask: string, options: Record<string, BlockingChoice>): BlockingAsk => ({
  ask,
  options,
});

export const stuck = question("stuck", { again, other, stop, answer: hint });
/** `more`: the same task again with another allotment on top; what was done so far stays. */
export const bounded = question("bounded", { more: again, again, other, stop });
export const stale = question("stale", { again, waive, stop });

/** The same for what the person may go on without. */
export const stuckOrWaived = question("stuck", { again, other, waive, stop, answer: hint });
export const boundedOrWaived = question("bounded", { more: again, other, waive, stop });
/** A check has no model. */
export const checkStuck = question("stuck", { again, waive, stop });
