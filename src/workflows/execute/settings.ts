import * as z from "zod/mini";
import { commandText, setting } from "../../settings.ts";

/** Settings of the executor, which every workflow that has it brings along. */
export const EXECUTE_SETTINGS = {
  execute: setting(
    z.strictObject({
      isolation: setting(z.enum(["worktree", "checkout"]), {
        description:
          "worktree: each task, or area of a team, in a git worktree; checkout: one after the other in the project.",
        otherwise: "worktree; checkout without git, and in team runs",
        power: "does tasks in the project itself, not in a worktree",
        narrows: (value) => value === "worktree",
      }),
      allow: setting(z.array(commandText).check(z.maxLength(50)), {
        description: "Commands of plans that run without asking, word for word.",
        power: "plans may run these without asking",
        examples: [["make check"]],
      }),
      commits: setting(z.enum(["here", "branch", "files"]), {
        description:
          "Where a council's commits go at its end: `here` is the branch that is checked out, `branch` a new one that is checked out then, `files` neither.",
        otherwise: "you are asked; with --auto files",
        power: "puts commits on a branch of yours",
        narrows: (value) => value === "files",
      }),
    }),
    { description: "How the tasks of a plan are carried out." },
  ),
};

type Recorded = z.infer<z.ZodMiniObject<typeof EXECUTE_SETTINGS>>;

declare module "../../settings.ts" {
  interface Settings extends Recorded {}
}
