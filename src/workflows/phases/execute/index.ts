import { again, stop } from "../../contract/asks.ts";
import type { ExecuteFacts } from "../../execute/facts.ts";
import { execution } from "../../execute/index.ts";
import { check, inTurn } from "../gates.ts";
import { type Part, startOfPhase } from "../part.ts";
import { WORK } from "../paths.ts";
import { TASKS } from "./recorded.ts";
import { executeCommands, RULES, SHOWS } from "./rules.ts";
import { QUESTIONS } from "./words.ts";

/** `execute-phase`: the plans of a phase in waves, a commit for each task, a summary for each plan. */

const token = "execute-{phase}";
const lookAgain = { move: { redo: "execute-survey" } } as const;

const before = inTurn(token, [
  check({ key: "execute-survey", title: "Look at the plans" }),
  {
    gate: "checkpoint",
    key: "execute-place",
    title: "State of the checkout",
    when: "executeHasNotes",
    ask: {
      ask: "execute-place",
      options: {
        go_on: { move: "next", when: "executeHasGit" },
        init_git: { move: "next", when: "executeLacksGit", sets: { git: "init" } },
        again: lookAgain,
        stop,
      },
    },
  },
  {
    gate: "checkpoint",
    key: "execute-begun",
    title: "Commits without a summary",
    when: "executeHasBegun",
    // A second run of what has been done is nobody's to assume.
    ask: {
      ask: "execute-begun",
      options: {
        resume: { move: "next", when: "executeCanResume", sets: { begun: "resume" } },
        anew: { move: "next", sets: { begun: "anew" } },
        again: lookAgain,
        stop,
      },
    },
  },
  check({ key: "execute-prepare", title: "Order the tasks", writes: TASKS }),
  {
    gate: "checkpoint",
    key: "execute-unshown",
    title: "Tasks without a command",
    when: "executeHasUnshown",
    // Nothing shows that such a task is done: that it may pass by its executor's word is the person's to say.
    ask: { ask: "execute-unshown", options: { go_on: { move: "next" }, again: lookAgain, stop } },
  },
  {
    gate: "checkpoint",
    key: "execute-consent",
    title: "Consent to commands",
    ask: {
      ask: "execute-consent",
      shows: "executeCommands",
      passes: { when: "executeRunsOnlyOwn", option: "approve" },
      options: { approve: { move: "next", tests: "approved" }, again: lookAgain, stop },
    },
  },
]);

const carried = execution.gates({
  after: ["execute-consent"],
  plan: TASKS,
  files: WORK,
  token,
  when: "executeHasTasks",
  waits: true,
  behind: { program: "execute-summary", title: "Summary behind task {item}", when: "executeEndsPlan" },
});

const behind = inTurn(token, [
  check({
    key: "execute-publish",
    title: "Record what was done",
    after: ["completion"],
    // What the next commands go by is nobody's but the person's to let stand.
    on: {
      touched: { ask: "execute-touched", options: { keep: { move: "again", sets: { touched: "kept" } }, again, stop } },
    },
  }),
]);

export const executePhase: Part<ExecuteFacts> = {
  starts: startOfPhase("execute-phase"),
  gates: [...before, ...carried, ...behind],
  limits: execution.limits,
  bounds: { "phase-executor": execution.bounds.executor! },
  roles: { executor: { agent: "phase-executor", model: "sonnet" } },
  rules: { ...execution.rules, ...RULES },
  shows: SHOWS,
  waves: execution.waves,
  artifacts: execution.artifacts,
  facts: execution.facts,
  briefs: () => execution.briefs,
  checks: async () => ({
    ...(await execution.checks()),
    ...(await execution.waits.checks()),
    "execute-survey": (await import("./survey.ts")).survey,
    "execute-prepare": (await import("./prepare.ts")).prepare,
    "execute-summary": (await import("./summarize.ts")).summarize,
    "execute-publish": (await import("./publish.ts")).publish,
  }),
  questions: { ...execution.questions, ...QUESTIONS },
  skipReasons: {
    ...execution.waits.skipReasons,
    dropped: "its task failed, or one before it did",
    executeHasNotes: "the checkout is as one would expect",
    executeHasBegun: "no plan without a summary has commits",
    executeHasUnshown: "each task has its own command",
    executeHasTasks: "an earlier run did all of their tasks",
    executeRunsOnlyOwn: "the plans run only scripts of the project and its tests",
    executeEndsPlan: "its plan goes on",
  },
  commands: executeCommands,
};
