import { execution } from "../execute/index.ts";
import type { Stage } from "./stages.ts";

type Spec = Omit<Parameters<typeof execution.gates>[0], "after" | "waits">;

/**
 * The tasks of a plan in waves, each by an executor in a folder of its own, checked and committed by the program. The plan's
 * artifact states `tasks`.
 */
export const wave = (spec: Spec): Stage => ({
  bring: ({ after }) => ({
    gates: execution.gates({ ...spec, after }),
    briefs: {},
    limits: execution.limits,
    rules: execution.rules,
    adds: {
      tables: { waves: execution.waves, roles: execution.roles },
      bounds: execution.bounds,
      module: {
        settings: execution.settings,
        artifacts: execution.artifacts,
        briefs: () => execution.briefs,
        addsFacts: (base, scene, task, ...of) =>
          task.edits === "item" ? execution.addFacts(base, scene, task, ...of) : base,
        checks: execution.checks,
        questions: execution.questions,
        skipReasons: { dropped: "its task of the plan failed, or one before it did" },
        worktree: execution.worktree,
        editRule: execution.editRule,
      },
    },
  }),
});
