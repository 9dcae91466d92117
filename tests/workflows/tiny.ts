// A third workflow, as small as one can be: one task, whose word the person approves.
import * as z from "zod/mini";
import type { WorkflowModule } from "../../src/workflows/contract/contract.ts";
import { stamp, text } from "../../src/workflows/contract/fields.ts";
import { nothing } from "../../src/workflows/review/check.ts";

const stuck = {
  ask: "stuck",
  options: { again: { move: "again" }, stop: { move: "stop" } },
} as const;
const agree = { ask: "agree", options: { yes: { move: "next" }, stop: { move: "stop" } } } as const;
const schema = z.object({ ...stamp, word: text });

export const tiny: WorkflowModule<{ task: string; nonce: string }> = {
  workflow: {
    name: "tiny",
    files: ".task",
    limits: {},
    bounds: { planner: { tool_calls: 10, minutes: 1, tokens: 1_000 } },
    idle: "idle",
    complete: "complete",
    entries: {
      start: {
        back: {},
        gates: [
          {
            gate: "produce",
            key: "word",
            title: "Say a word",
            token: "saying",
            after: [],
            who: { agent: "planner", model: "haiku" },
            reads: [],
            writes: ".task/word.json",
            schema: "word",
            brief: "word",
            stuck,
            bounded: stuck,
            on: { done: agree },
          },
        ],
      },
    },
  },
  starts: { tiny: { entry: "start", request: "<request>", flags: {}, strict: false } },
  artifacts: {
    word: async () => ({
      schema,
      form: ({ task, nonce }) => `{"task": "${task}", "nonce": "${nonce}", "word": "<…>"}`,
      rules: () => [],
      check: () => ({ ...nothing, problems: [], outcome: "done" }),
    }),
  },
  briefFacts: (_scene, task, { nonce }) => ({ task: task.id, nonce }),
  briefs: { word: { work: () => "Say one word.", parts: () => [] } },
  checks: async () => ({}),
  questions: {
    agree: {
      header: "Word",
      title: () => "Is that the word?",
      options: {
        yes: { label: "Yes", description: "Done" },
        stop: { label: "Stop", description: "End the run" },
      },
    },
  },
  report: {
    unasked: "the word",
    facts: () => ({
      story: null,
      criteria: [],
      criteria_in: null,
      deviations: [],
      own: {},
    }),
    caught: () => [],
  },
};
