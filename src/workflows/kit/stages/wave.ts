import type { Ask } from "../../../engine/workflow.ts";
import { execution } from "../../execute/index.ts";
import { REVIEWED, TAKE_RULES, TAKINGS } from "../../execute/plan/plan.ts";
import { checked } from "./checked.ts";
import { asked, fixBriefs, RESULT, type Stage } from "./stages.ts";

type Spec = Omit<Parameters<typeof execution.gates>[0], "after">;

const WHOLE = "completion";

/** What became of all tasks together: after whoever reviews that, as it commits what was fixed. */
export const whole = (spec: Spec): Stage => ({
  bring: ({ after }) => ({
    gates: execution
      .gates({ ...spec, after })
      .flatMap((gate) => (gate.key === WHOLE ? [{ ...gate, after }] : [])),
    briefs: {},
  }),
});

/**
 * Once the tasks are done: where their commits go. The person is asked unless a setting says it.
 */
export const taken = (token: string, files: string, stuck: Ask): Stage[] => [
  asked({
    key: "take",
    title: "Choose where the commits go",
    token,
    when: "asksTake",
    options: Object.fromEntries(
      TAKINGS.map((one) => [one, { move: "next", sets: { commits: one } }]),
    ),
  }),
  { bring: () => ({ gates: [], briefs: {}, rules: TAKE_RULES }) },
  checked({
    ...{
      key: "take-commits",
      title: "Take the commits",
      token,
      writes: `${files}/take.json`,
      fixes: "tries",
    },
    ...{
      who: { program: "take" },
      when: "takes",
      on: { pass: "next", cannot: stuck },
      limit: stuck,
      stuck,
    },
  }),
];

/**
 * The tasks of a plan in waves, each by an executor in a folder of its own, checked and committed
 * by the program. The plan's artifact states `tasks`.
 */
export const wave = (spec: Spec): Stage => ({
  author: {
    ...{ called: "Code", who: { role: "executor" }, token: "fix_code", reads: [spec.plan] },
    ...{ writes: `${spec.files}/fixed.json`, kind: RESULT, edits: "all" },
  },
  bring: ({ after }) => ({
    gates: execution.gates({ ...spec, after }).filter(({ key }) => key !== WHOLE),
    briefs: fixBriefs("Code"),
    kinds: { [RESULT]: "result" },
    limits: execution.limits,
    // Where no workflow says that all of it is reviewed, the person is asked.
    rules: { ...execution.rules, [REVIEWED]: () => false },
    adds: {
      tables: { waves: execution.waves, roles: execution.roles },
      bounds: execution.bounds,
      module: {
        settings: execution.settings,
        artifacts: execution.artifacts,
        briefs: () => execution.briefs,
        addsFacts: execution.addFacts,
        checks: execution.checks,
        questions: execution.questions,
        skipReasons: {
          dropped: "its task of the plan failed, or one before it did",
        },
        worktree: execution.worktree,
        editRule: execution.editRule,
      },
    },
  }),
});
