/**
 * How the person wants the project worked on: what `config.json` says, and a run of `new-project`
 * settles.
 */

/**
 * A wish: what holds where the file does not say it, what it may be, and where it may stand, the
 * newest place first. An older word is said in today's.
 */
export interface Wish<T> {
  none: T;
  values: readonly T[];
  paths: readonly string[];
  older?: Record<string, T>;
}
const wish = <const T>(
  none: NoInfer<T>,
  values: readonly T[],
  paths: readonly string[],
  older?: Record<string, T>,
) => ({ none, values, paths, ...(older === undefined ? {} : { older }) }) satisfies Wish<T>;
const yes = (...paths: string[]) => wish<boolean>(true, [true, false], paths);
const no = (...paths: string[]) => wish<boolean>(false, [true, false], paths);

/** How the person wants the project worked on. Unknown fields of the file stay in it. */
export const WISHES = {
  mode: wish("interactive", ["interactive", "yolo"], ["mode"]),
  granularity: wish(
    "standard",
    ["coarse", "standard", "fine"],
    ["granularity", "planning.granularity", "depth"],
    {
      quick: "coarse",
      comprehensive: "fine",
    },
  ),
  // Which agents are asked.
  research: yes("workflow.research"),
  plan_check: yes("workflow.plan_check"),
  code_review: yes("workflow.code_review"),
  // Theirs has more names, of which none is dearer than `balanced`.
  models: wish("balanced", ["quality", "balanced", "budget"], ["model_profile"], {
    inherit: "balanced",
    adaptive: "balanced",
  }),
  // `none`: commits go on the branch that is checked out; so did `plan`.
  branching: wish(
    "none",
    ["none", "phase", "milestone"],
    ["git.branching_strategy", "branching_strategy"],
    { plan: "none" },
  ),
  tdd: no("workflow.tdd_mode"),
  // A phase is planned at once, and not talked over first.
  skip_discuss: no("workflow.skip_discuss"),
  // A command that is complete is followed by the next one, once the person has approved it.
  auto_advance: no("workflow.auto_advance"),
  // Plans of a wave side by side, each in a git worktree.
  worktrees: yes("workflow.use_worktrees"),
  // Whether files of `.planning` are committed with the work.
  commit_docs: yes("commit_docs", "planning.commit_docs"),
};
