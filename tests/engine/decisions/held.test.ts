// Guarantee: Only code grants a pass.
// What a status counts as has one home; that only an approval leads on is held by the compiler,
// with no run of the program.
import { expect, test } from "bun:test";
import {
  type Ask,
  type BlockingAsk,
  type BlockingMove,
  type Move,
  review,
} from "../../../src/engine/workflow.ts";

const stuck: BlockingAsk = {
  ask: "stuck",
  options: { again: { move: "again" }, stop: { move: "stop" } },
};
const rest: Omit<Parameters<typeof review>[0], "statuses" | "on"> = {
  key: "look",
  title: "Look",
  token: "look",
  after: [],
  who: { agent: "looker", model: "opus" },
  reviewer: "looker",
  group: "looks",
  of: { tree: "all" },
  reads: [],
  writes: ".task/look.json",
  schema: "look",
  brief: "look",
  stuck,
  bounded: stuck,
  limit: stuck,
  stale: stuck,
};
const statuses = {
  approved: { counts: "approval" },
  approved_with_notes: { counts: "changes" },
  unclear: { counts: "question" },
  rejected: { counts: "rejection" },
} as const;
const held = {
  approved: "next",
  approved_with_notes: "again",
  unclear: stuck,
  rejected: "stop",
} as const;

test("each status has a move, and an approval may lead on", () => {
  expect(review({ ...rest, statuses, on: held })).toMatchObject({
    gate: "review",
    on: held,
    statuses,
  });
  review({
    ...rest,
    statuses,
    on: { ...held, approved: { if: "late", then: "again", else: "next" } },
  });
  // @ts-expect-error a status without a move
  review({ ...rest, statuses, on: { approved: "next", unclear: stuck, rejected: "stop" } });
  // @ts-expect-error a move without its status
  review({ ...rest, statuses, on: { ...held, aproved: "next" } });
});

test("what counts as anything else leads on by no move, however deep", () => {
  const compiles = [
    // @ts-expect-error changes are asked for
    review({ ...rest, statuses, on: { ...held, approved_with_notes: "next" } }),
    // @ts-expect-error a question is open
    review({ ...rest, statuses, on: { ...held, unclear: "next" } }),
    // @ts-expect-error it is rejected
    review({ ...rest, statuses, on: { ...held, rejected: "next" } }),
    review({
      ...rest,
      statuses,
      // @ts-expect-error neither side of a rule may lead on
      on: { ...held, rejected: { if: "late", then: "again", else: "next" } },
    }),
    review({
      ...rest,
      statuses,
      on: {
        ...held,
        // @ts-expect-error nor a rule within a rule
        rejected: { if: "late", then: { if: "later", then: "next", else: "stop" }, else: "stop" },
      },
    }),
    // @ts-expect-error a panel would pass it
    review({ ...rest, statuses, on: { ...held, unclear: { tally: "panel" } } }),
    review({
      ...rest,
      statuses,
      on: {
        ...held,
        // @ts-expect-error the person goes on only with a waiver
        rejected: { ask: "rejected", options: { on: { move: "next", reason: true } } },
      },
    }),
    review({
      ...rest,
      statuses,
      on: {
        ...held,
        // @ts-expect-error and only with a reason
        rejected: { ask: "rejected", options: { on: { move: "next", waiver: "overruled" } } },
      },
    }),
  ];
  expect(compiles).toHaveLength(8);
});

test("no question of a review is a way round it", () => {
  const free: Ask = { ask: "free", options: { on: { move: "next" } } };
  // @ts-expect-error at the limit
  review({ ...rest, statuses, on: held, limit: free });
  // @ts-expect-error when it comes to nothing
  review({ ...rest, statuses, on: held, stuck: free });
  // @ts-expect-error when its agent is at its bounds
  review({ ...rest, statuses, on: held, bounded: free });
  // @ts-expect-error when what it is about does not hold still
  review({ ...rest, statuses, on: held, stale: free });
  // @ts-expect-error when a provider gives no verdict
  review({ ...rest, statuses, on: held, failed: free });
  // @ts-expect-error nor does a rule pass it
  const passed: BlockingAsk = { ...stuck, passes: { when: "late", option: "again" } };
  const next: Move = "next";
  // @ts-expect-error a move that may be anything
  const move: BlockingMove = next as Move;
  expect([passed.ask, move]).toEqual(["stuck", "next"]);
});
