import { stop } from "../../contract/asks.ts";
import type { Brief, Check } from "../../contract/contract.ts";
import type { ExecuteFacts } from "../../execute/facts.ts";
import { execution } from "../../execute/index.ts";
import { fixedGround } from "../../kit/ground.ts";
import { broughtBy, chainOf, reviewed } from "../../kit/index.ts";
import { single } from "../../kit/stages/stages.ts";
import { wave, whole } from "../../kit/stages/wave.ts";
import { check, checkpoint, inTurn } from "../gates.ts";
import { agents, type Part, startOfPhase } from "../part.ts";
import { WORK } from "../paths.ts";
import { noteApproved } from "../state/approved.ts";
import {
  CODE_REVIEW,
  earlierPart,
  executeCommands,
  plannedParts,
  RULES,
  SHOWS,
  TASKS,
  tasksFacts,
} from "./recorded.ts";
import { QUESTIONS } from "./words.ts";

/**
 * `execute-phase`: the plans of a phase in waves, a commit for each task, a summary for each plan.
 */

const token = "execute-{phase}";
const lookAgain = { redo: "execute-prepare" } as const;

const before = inTurn(token, [
  check({ key: "execute-prepare", title: "Look at the plans", writes: TASKS }),
  // What the checkout holds, what was begun before and what no command shows is nobody's to assume.
  checkpoint(
    { key: "execute-consent", title: "Approve the plans" },
    {
      shows: "executeCommands",
      passes: { when: "executeIsInOrder", option: "approve", seen: "executeKnown" },
      options: {
        approve: { move: "next", tests: "approved", when: "executeHasGit" },
        init_git: { move: lookAgain, when: "executeLacksGit", sets: { git: "init" } },
        anew: { move: lookAgain, when: "executeSkipsDone", sets: { begun: "anew" } },
        again: { move: lookAgain },
        stop,
      },
    },
  ),
]);

const spec = {
  plan: TASKS,
  files: WORK,
  token,
  when: "executeHasTasks",
  waits: true,
  afterCommit: {
    program: "execute-summary",
    title: "Write the summary after task {item}",
    when: "executeEndsPlan",
  },
} as const;

const publish = check({ key: "execute-publish", title: "Record what was done", token });

const REVIEWER = "code-reviewer";

const chain = chainOf({
  name: "execute-phase",
  stages: [
    { bring: () => ({ gates: before, briefs: {} }) },
    wave(spec),
    reviewed({
      key: CODE_REVIEW.key,
      title: "Code Review",
      reviewers: [
        { name: CODE_REVIEW.name, title: "Peer", who: () => ({ role: REVIEWER }), runs: true },
      ],
      when: "executeReviews",
      more: ({ scene }) => [...plannedParts(scene), earlierPart(scene)],
      brief:
        "The plans of a phase are carried out, each task by an executor that saw it alone, and passed its commands. Review what they are together: what the commands do not test, and where tasks meet.",
    }),
    whole(spec),
    single(publish),
  ],
});
const { limits, rules = {} } = chain.workflow;
const brought = broughtBy(chain, () => fixedGround([]));

/** The first check after the consent notes what was approved. */
const noting = ({ snapshot, ...checks }: Record<string, Check>): Record<string, Check> => ({
  ...checks,
  async snapshot(scene, ...more) {
    noteApproved(scene, tasksFacts(scene.run).plan_folder ?? "");
    return await snapshot!(scene, ...more);
  },
});

export const executePhase: Part<ExecuteFacts> = {
  start: startOfPhase("execute-phase"),
  gates: chain.workflow.entries.start!.gates,
  limits,
  ...agents(
    {
      [REVIEWER]: { model: "opus", tool_calls: 300, minutes: 90, tokens: 6_000_000 },
    },
    {
      bounds: { "phase-executor": execution.bounds.executor! },
      roles: { executor: { agent: "phase-executor", model: "sonnet" } },
    },
  ),
  rules: { ...rules, ...RULES },
  shows: SHOWS,
  waves: execution.waves,
  artifacts: { ...brought.artifacts, ...execution.artifacts } as Part<ExecuteFacts>["artifacts"],
  facts: execution.facts,
  briefs: () =>
    ({ ...brought.briefs(), ...execution.briefs }) as Record<string, Brief<ExecuteFacts>>,
  checks: async () => ({
    ...noting(await execution.checks()),
    ...(await execution.waits.checks()),
    "execute-prepare": (await import("./prepare.ts")).prepare,
    "execute-summary": (await import("./publish.ts")).summarize,
    "execute-publish": (await import("./publish.ts")).publish,
  }),
  questions: { ...brought.questions, ...execution.questions, ...QUESTIONS },
  skipReasons: {
    ...execution.waits.skipReasons,
    dropped: "its task failed, or one before it did",
    executeHasTasks: "an earlier run did all of their tasks",
    executeIsInOrder:
      "the plans run only scripts of the project and its tests, or what you approved before",
    executeReviews: "it is turned off or has no whole to see",
    executeEndsPlan: "its plan is not finished yet",
  },
  commands: executeCommands,
};
