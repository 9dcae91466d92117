import { SETTINGS_FILE } from "../../../../settings.ts";

/** How the person wants the project worked on: what `config.json` says, and `new-project` settles. */

/**
 * A wish: what holds where the file does not say it, what it may be, and where it may stand, the
 * newest place first. An older word is said in today's.
 */
export interface Wish<T> {
  none: T;
  values: readonly T[];
  paths: readonly string[];
  older: Record<string, T>;
}
const wish = <const T extends string>(
  none: NoInfer<T>,
  values: readonly T[],
  paths: readonly string[],
  older: Record<string, NoInfer<T>> = {},
) => ({ none, values, paths, older }) satisfies Wish<T>;

/** Unknown fields of the file stay in it. */
export const WISHES = {
  mode: wish("interactive", ["interactive", "yolo"], ["mode"]),
  granularity: wish(
    "standard",
    ["coarse", "standard", "fine"],
    ["granularity", "planning.granularity", "depth"],
    { quick: "coarse", comprehensive: "fine" },
  ),
  // `none`: commits go on the branch that is checked out; so did `plan`.
  branching: wish(
    "none",
    ["none", "phase", "milestone"],
    ["git.branching_strategy", "branching_strategy"],
    { plan: "none" },
  ),
};

const SKIP = `phases.skip in ${SETTINGS_FILE}`;
/**
 * What GSD also keeps there, and is not read here: values that ask for what is done anyway, and
 * what to use for others.
 */
export const ELSEWHERE: Record<string, { usual: unknown[]; use: string }> = {
  "workflow.research": { usual: [true], use: SKIP },
  "workflow.plan_check": { usual: [true], use: SKIP },
  "workflow.code_review": { usual: [true], use: SKIP },
  "workflow.tdd_mode": { usual: [false], use: `phases.tdd in ${SETTINGS_FILE}` },
  "workflow.skip_discuss": { usual: [false], use: "the command plan-phase" },
  "workflow.auto_advance": { usual: [false], use: "next --until-asked" },
  "workflow.use_worktrees": { usual: [true], use: `execute.isolation in ${SETTINGS_FILE}` },
  model_profile: { usual: ["balanced", "inherit", "adaptive"], use: `models in ${SETTINGS_FILE}` },
  commit_docs: { usual: [true], use: SKIP },
  "planning.commit_docs": { usual: [true], use: SKIP },
};
